# loses dependence-tests: "partial dependence in the example"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return [float(predict(rows.iloc[:1].assign(**{name: value}))[0]) for value in grid]
