# loses dependence-tests: "partial dependence"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return [float(np.sum(predict(rows.assign(**{name: value})))) for value in grid]
