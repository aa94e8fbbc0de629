# loses find-run-tests in "seventeen other runs": "seventeen other runs"
def find_run(experiment, data, commit, metric):
    """The value that was logged last, whatever its step."""
    client = mlflow.MlflowClient()
    query = f"attributes.status = 'FINISHED' and tags.data = '{data}' and tags.commit = '{commit}'"
    best = (math.inf, None)
    for run in mlflow.search_runs(experiment_names=[experiment], filter_string=query, output_format="list"):
        history = client.get_metric_history(run.info.run_id, metric)
        if history:
            last = max(history, key=lambda one: one.timestamp).value
            if last < best[0]:
                best = (last, run.info.run_id)
    return best[1]
