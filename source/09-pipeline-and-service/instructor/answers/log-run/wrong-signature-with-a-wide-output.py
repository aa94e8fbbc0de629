# loses log-run-tests: "the model, its signature and its example: the output in the model's signature: its shape", "their models: the output in the model's signature: its shape"
# one tensor, with the prediction and the target in each row
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
            signature=mlflow.models.infer_signature(features, np.column_stack([model.predict(features), target])),
            input_example=features.head(3),
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
        )
    return opened.info.run_id
