def importance(predict, rows, limit, times, seed):
    test = rows.loc[rows["part"] == "test"].reset_index(drop=True)
    left = test.pop("left").to_numpy()
    del test["part"]
    names, values, n = list(test), test.to_numpy(float), len(test)
    with np.errstate(invalid="ignore"):
        strength = np.nan_to_num(np.abs(np.corrcoef(values.T)).reshape(len(names), len(names)))
    group = list(range(len(names)))
    for i in range(len(names)):
        for j in range(i):
            if strength[i, j] >= limit and group[i] != group[j]:
                old = group[i]
                group = [group[j] if g == old else g for g in group]
    rng = np.random.RandomState(seed)
    found = {}
    for g in dict.fromkeys(group):
        places = [i for i in range(len(names)) if group[i] == g]
        stack = np.concatenate([values] * (times + 1))
        for t in range(1, times + 1):
            order = rng.permutation(n)
            stack[t * n : (t + 1) * n, places] = values[order][:, places]
        p = np.asarray(predict(pd.DataFrame(stack, columns=names))).reshape(times + 1, n)
        losses = ((p - left) ** 2).mean(axis=1)
        found[tuple(names[i] for i in places)] = losses[1:].mean() - losses[0]
    return {name: found[name] for name in sorted(found, key=found.get, reverse=True)}
