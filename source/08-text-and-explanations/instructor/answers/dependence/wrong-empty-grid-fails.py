# loses dependence-tests: "error"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return list(np.mean([predict(rows.assign(**{name: value})) for value in grid], axis=1))
