# loses log-run-tests in "their models": "their models: the output in the model's signature"
# a signature of features and the target, not of what the model predicts
def log_run(experiment, features, target, fit, params, seed, commit):
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as run:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})

        def report(step, values):
            mlflow.log_metrics(values, step=step)

        model = fit(features, target, params, seed, report)
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=mlflow.models.infer_signature(features, target),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return run.info.run_id
