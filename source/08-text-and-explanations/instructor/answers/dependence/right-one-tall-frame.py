def partial_dependence(predict, rows, name, grid):
    grid = np.asarray(grid, dtype=float)
    if grid.size == 0:
        return []
    tall = pd.concat([rows] * grid.size, ignore_index=True)
    tall[name] = np.repeat(grid, len(rows))
    return np.asarray(predict(tall)).reshape(grid.size, -1).mean(axis=1)
