# loses dependence-tests: "partial dependence on other rows"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    return [float(predict(rows.mean().to_frame().T.assign(**{name: value}))[0]) for value in grid]
