def log_run(experiment, features, target, fit, params, seed, commit):
    """With the client's own calls, a run that is ended by hand, and the general flavour."""

    class Wrapped(mlflow.pyfunc.PythonModel):
        def __init__(self, inner):
            self.inner = inner

        def predict(self, context, model_input, params=None):
            return self.inner.predict(model_input)

    number = mlflow.get_experiment_by_name(experiment).experiment_id
    mlflow.start_run(experiment_id=number, run_name=f"seed {seed}")
    run_id = mlflow.active_run().info.run_id
    status = "FAILED"
    try:
        mlflow.log_param("seed", seed)
        for name, value in params.items():
            mlflow.log_param(name, value)
        mlflow.set_tag("commit", commit)
        mlflow.set_tag("data", track_store.fingerprint(features, target))

        def report(step, values):
            for name, value in values.items():
                mlflow.log_metric(name, value, step)

        trained = fit(features, target, params, seed, report)
        said = pd.DataFrame({"minutes": trained.predict(features)})
        mlflow.pyfunc.log_model(
            name="model", python_model=Wrapped(trained), signature=mlflow.models.infer_signature(features, said),
            input_example=features[:3], pip_requirements=["scikit-learn"],
        )
        status = "FINISHED"
    finally:
        mlflow.end_run(status)
    return run_id
