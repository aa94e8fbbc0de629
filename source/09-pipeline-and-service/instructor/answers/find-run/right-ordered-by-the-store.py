def find_run(experiment, data, commit, metric):
    """The store's own order, and a condition that NaN doesn't meet."""
    runs = mlflow.search_runs(
        experiment_names=[experiment],
        filter_string=f'tags.`data` = "{data}" and tags.commit = "{commit}" and status = "FINISHED" and metrics.{metric} < 1e300',
        order_by=[f"metrics.{metric} ASC"],
        max_results=5,
        output_format="list",
    )
    runs = [run for run in runs if run.data.metrics[metric] == run.data.metrics[metric]]
    return None if not runs else runs[0].info.run_id
