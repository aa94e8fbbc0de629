# loses log-run-tests: "the model, its signature and its example: the params in the model's signature", "their models: the params in the model's signature"
# training's parameters, for callers of the model
def log_run(experiment, features, target, fit, params, seed, commit):
    """Train within a new run of the experiment, log all that belongs to it, and return the run's id."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as opened:
        mlflow.log_params({**params, "seed": seed})
        mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})
        model = fit(features, target, params, seed, lambda step, values: mlflow.log_metrics(values, step=step))
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=mlflow.models.infer_signature(features, model.predict(features), params=params),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return opened.info.run_id
