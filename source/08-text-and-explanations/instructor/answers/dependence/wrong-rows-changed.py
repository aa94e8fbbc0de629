# loses dependence-tests: "as it was"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    out = []
    for value in grid:
        rows[name] = value
        out.append(float(np.mean(predict(rows))))
    return out
