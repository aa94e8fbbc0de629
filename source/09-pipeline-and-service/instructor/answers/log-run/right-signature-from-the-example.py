def log_run(experiment, features, target, fit, params, seed, commit):
    """MLflow takes the signature from the example and what the model makes of it."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as opened:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})
        model = fit(features, target, params, seed, lambda step, values: mlflow.log_metrics(values, step=step))
        mlflow.sklearn.log_model(
            model,
            name="model",
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return opened.info.run_id
