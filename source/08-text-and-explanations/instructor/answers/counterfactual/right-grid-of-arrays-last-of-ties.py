def counterfactual(predict, row, limit, rules):
    names = list(row)
    axes = []
    for name in names:
        choices = np.array(rules[name]["choices"], dtype=float)
        way = rules[name]["way"]
        if way == "fixed":
            choices = choices[:0]
        elif way == "up":
            choices = choices[choices > row[name]]
        elif way == "down":
            choices = choices[choices < row[name]]
        axes.append(np.union1d(choices, [row[name]]))
    grid = np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)
    good = predict(pd.DataFrame(grid, columns=names)) >= limit
    if not good.any():
        return None
    now = np.array([row[name] for name in names])
    cost = np.abs(grid - now) @ np.array([rules[name]["cost"] for name in names])
    cost[~good] = np.inf
    best = grid[np.flatnonzero(np.isclose(cost, cost.min(), rtol=0, atol=1e-12))[-1]]
    return {name: value for name, value in zip(names, best) if value != row[name]}
