# loses importance-tests in "groups, permutations and rises in other tables": "a bridge"
def importance(predict, rows, limit, times, seed):
    test_rows = rows[rows["part"] == "test"].reset_index(drop=True)
    y = test_rows["left"].to_numpy()
    features = test_rows.drop(columns=["part", "left"])
    close = features.corr().abs() >= limit
    groups = []
    for name in features.columns:
        mine, others = [name], []
        for group in groups:
            if len(mine) == 1 and any(close.loc[name, other] for other in group):
                mine = group + mine
            else:
                others.append(group)
        groups = others + [mine]
    rng = np.random.default_rng(seed)

    def brier(frame):
        return float(((np.asarray(predict(frame)) - y) ** 2).mean())

    base = brier(features)
    rises = {}
    for group in groups:
        losses = []
        for _ in range(times):
            order = rng.permutation(len(features))
            mixed = features.copy()
            for name in group:
                mixed[name] = features[name].to_numpy()[order]
            losses.append(brier(mixed))
        rises[tuple(c for c in features.columns if c in group)] = float(np.mean(losses)) - base
    return dict(sorted(rises.items(), key=lambda pair: -pair[1]))
