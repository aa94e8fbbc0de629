# loses dependence-tests: "partial dependence in the example"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    curve = [float(np.mean(predict(rows.assign(**{name: value})))) for value in grid]
    middle = np.mean(curve) if curve else 0.0
    return [value - middle for value in curve]
