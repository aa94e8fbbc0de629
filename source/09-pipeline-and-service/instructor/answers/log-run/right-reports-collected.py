def log_run(experiment, features, target, fit, params, seed, commit):
    """Reports are kept in a list and written whatever happens."""
    reports = []
    experiment_id = mlflow.set_experiment(experiment).experiment_id
    tags = dict(commit=commit, data=track_store.fingerprint(features, target), who="me")
    with mlflow.start_run(experiment_id=experiment_id, tags=tags) as run:
        mlflow.log_params(params)
        mlflow.log_params(dict(seed=str(seed)))
        try:
            model = fit(features.copy(), target.copy(), dict(params), seed, lambda step, values: reports.append((step, dict(values))))
        finally:
            for step, values in reports:
                mlflow.log_metrics(metrics=values, step=int(step))
        example = features.iloc[:3].reset_index(drop=True)
        mlflow.sklearn.log_model(
            sk_model=model, name="model", input_example=example, serialization_format="cloudpickle", pip_requirements=[],
            signature=mlflow.models.ModelSignature(
                inputs=mlflow.types.Schema([mlflow.types.ColSpec("double", name) for name in features.columns]),
                outputs=mlflow.types.Schema([mlflow.types.ColSpec("double", "minutes")]),
            ),
        )
    return str(run.info.run_id)
