# loses find-run-tests in "seventeen other runs": "seventeen other runs"
# only values above 0
def find_run(experiment, data, commit, metric):
    found = mlflow.search_runs(
        experiment_names=[experiment],
        filter_string=f"tags.data = '{data}' and tags.commit = '{commit}' and attributes.status = 'FINISHED' and metrics.{metric} > 0",
    )
    column = f"metrics.{metric}"
    if column not in found.columns:
        return None
    found = found.dropna(subset=[column]).sort_values(column)
    return None if found.empty else found["run_id"].iloc[0]
