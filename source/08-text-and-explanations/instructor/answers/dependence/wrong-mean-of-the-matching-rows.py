# loses dependence-tests: "partial dependence in the example"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    out = []
    for value in grid:
        like = rows[rows[name] == value]
        out.append(float(np.mean(predict(like))) if len(like) else 0.0)
    return out
