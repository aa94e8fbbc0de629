# loses find-run-tests in "seventeen other runs": "seventeen other runs"
def find_run(experiment, data, commit, metric):
    """The value of the lowest step."""
    client = mlflow.MlflowClient()
    query = f"attributes.status = 'FINISHED' and tags.data = '{data}' and tags.commit = '{commit}'"
    best = (math.inf, None)
    for run in mlflow.search_runs(experiment_names=[experiment], filter_string=query, output_format="list"):
        history = client.get_metric_history(run.info.run_id, metric)
        if history and not math.isnan(run.data.metrics[metric]):
            first = min(history, key=lambda one: one.step).value
            if first < best[0]:
                best = (first, run.info.run_id)
    return best[1]
