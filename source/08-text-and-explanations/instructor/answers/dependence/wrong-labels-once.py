# loses dependence-tests: "partial dependence in the example"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return [float(np.mean(predict(rows[~rows.index.duplicated()].assign(**{name: value})))) for value in grid]
