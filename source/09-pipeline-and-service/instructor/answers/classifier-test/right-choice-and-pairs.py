def classifier_test(reference, new, fit, rng, level=0.01):
    parts = {}
    for label, rows in ((0, reference), (1, new)):
        mask = np.zeros(len(rows), bool)
        mask[rng.choice(len(rows), size=-(-len(rows) // 2), replace=False)] = True
        parts[label] = (rows[mask], rows[~mask])
    train = np.vstack([parts[1][0], parts[0][0]])
    score = fit(train, [1] * len(parts[1][0]) + [0] * len(parts[0][0]))
    a, b = np.asarray(score(parts[0][1])), np.asarray(score(parts[1][1]))
    difference = b[:, None] - a[None, :]
    auc = (np.sign(difference) + 1).mean() / 2
    chance = stats.mannwhitneyu(b, a, alternative="greater", method="asymptotic").pvalue
    return [auc, chance <= level]
