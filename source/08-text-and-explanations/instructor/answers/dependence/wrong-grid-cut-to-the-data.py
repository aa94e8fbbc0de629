# loses dependence-tests: "grid 1.5, -2, 1.5"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return [float(np.mean(predict(rows.assign(**{name: min(max(value, rows[name].min()), rows[name].max())})))) for value in grid]
