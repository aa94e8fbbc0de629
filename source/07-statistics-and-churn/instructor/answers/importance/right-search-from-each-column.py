def joined(near, start):
    reached, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        for other in near.columns[near.loc[one]]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return tuple(name for name in near.columns if name in reached)


def importance(predict, rows, limit, times, seed):
    rows = rows.copy()
    test = rows[rows["part"].eq("test")]
    outcome = test["left"].astype(float).values
    features = test.drop(["left", "part"], axis="columns")
    near = features.corr().abs().ge(limit)
    shuffle = np.random.default_rng([seed, 7])
    unshuffled = np.mean((predict(features) - outcome) ** 2)
    pairs = []
    for group in sorted({joined(near, name) for name in features}):
        total = 0.0
        for _ in range(times):
            mixed = features.copy()
            mixed[list(group)] = features[list(group)].values[shuffle.permutation(len(features))]
            total += np.mean((predict(mixed) - outcome) ** 2) - unshuffled
        pairs.append((total / times, group))
    return {group: rise for rise, group in sorted(pairs, reverse=True)}
