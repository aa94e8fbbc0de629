def find_run(experiment, data, commit, metric):
    """Every run of the experiment, looked at one by one."""
    client = mlflow.MlflowClient()
    number = client.get_experiment_by_name(experiment).experiment_id
    best = None
    for run in client.search_runs([number]):
        tags, value = run.data.tags, run.data.metrics.get(metric, math.nan)
        if run.info.status != "FINISHED" or (tags.get("data"), tags.get("commit")) != (data, commit) or math.isnan(value):
            continue
        if best is None or value < best[0]:
            best = (value, run.info.run_id)
    return best[1] if best else None
