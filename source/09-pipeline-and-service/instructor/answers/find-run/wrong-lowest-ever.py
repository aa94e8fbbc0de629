# loses find-run-tests: "the example", "seventeen other runs"
def find_run(experiment, data, commit, metric):
    """The lowest value of each history."""
    client = mlflow.MlflowClient()
    query = f"attributes.status = 'FINISHED' and tags.data = '{data}' and tags.commit = '{commit}'"
    best = (math.inf, None)
    for run in mlflow.search_runs(experiment_names=[experiment], filter_string=query, output_format="list"):
        values = [one.value for one in client.get_metric_history(run.info.run_id, metric)]
        if values and not math.isnan(values[-1]):
            best = min(best, (min(values), run.info.run_id))
    return best[1]
