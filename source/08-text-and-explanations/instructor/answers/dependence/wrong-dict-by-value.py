# loses dependence-tests: "a list of numbers"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return {value: float(np.mean(predict(rows.assign(**{name: value})))) for value in grid}
