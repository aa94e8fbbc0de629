# loses dependence-tests: "grid 1.5, -2, 1.5"
def partial_dependence(predict, rows, name, grid):
    """Mean prediction if every row had the value, for each value of the grid."""
    out = []
    for value in grid:
        made = rows.copy()
        made[name] = np.full(len(rows), value).astype(rows[name].dtype)
        out.append(float(np.mean(predict(made))))
    return out
