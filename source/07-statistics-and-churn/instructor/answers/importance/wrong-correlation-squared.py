# loses importance-tests in "groups, permutations and rises in other tables": "keys of importance"
def importance(predict, rows, limit, times, seed):
    """Rise of the Brier score on the test rows when a group of columns is shuffled, the largest first."""
    test = rows[rows["part"] == "test"]
    features, left = test.drop(columns=["part", "left"]), test["left"].to_numpy(float)
    near = features.corr() ** 2 >= limit
    groups = []
    for column in features.columns:
        partners = [group for group in groups if near.loc[column, group].any()]
        groups = [group for group in groups if group not in partners]
        groups.append([*sum(partners, []), column])

    def brier(shown):
        return np.mean((np.asarray(predict(shown)) - left) ** 2)

    generator, before, rises = np.random.default_rng(seed), brier(features), {}
    for group in groups:
        losses = []
        for _ in range(times):
            order = generator.permutation(len(features))
            shuffled = {name: features[name].to_numpy()[order] for name in group}
            losses.append(brier(features.assign(**shuffled)))
        key = tuple(name for name in features.columns if name in group)
        rises[key] = float(np.mean(losses) - before)
    return dict(sorted(rises.items(), key=lambda item: -item[1]))
