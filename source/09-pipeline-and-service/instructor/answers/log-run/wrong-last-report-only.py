# loses log-run-tests: "training, and its metrics by step", "training that fails", "their metrics by step"
def log_run(experiment, features, target, fit, params, seed, commit):
    """Train within a new run of the experiment, log all that belongs to it, and return the run's id."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as opened:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})
        last = []
        model = fit(features, target, params, seed, lambda step, values: last.append((step, values)))
        mlflow.log_metrics(last[-1][1], step=last[-1][0])
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=mlflow.models.infer_signature(features, model.predict(features)),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return opened.info.run_id
