# loses find-run-tests in "seventeen other runs": "seventeen other runs"
def find_run(experiment, data, commit, metric):
    """The id of the finished run on these rows, by this commit, with the lowest last value of the metric; None if there is none."""
    query = f"attributes.status = 'FINISHED' and tags.data LIKE '{data}%' and tags.commit = '{commit}'"
    found = mlflow.search_runs(experiment_names=[experiment], filter_string=query)
    column = f"metrics.{metric}"
    if column not in found.columns:
        return None
    found = found.dropna(subset=[column]).sort_values(column)
    return found["run_id"].iloc[0] if len(found) else None
