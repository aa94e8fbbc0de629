# loses log-run-tests in "their metrics by step": "their metrics by step"
# leaves out values that are no number
def log_run(experiment, features, target, fit, params, seed, commit):
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as run:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})

        def report(step, values):
            mlflow.log_metrics({k: v for k, v in values.items() if math.isfinite(v)}, step=step)

        model = fit(features, target, params, seed, report)
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=mlflow.models.infer_signature(features, model.predict(features)),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return run.info.run_id
