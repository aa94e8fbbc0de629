# loses independence-tests in "p-values of small tables": "p-values of small tables", "counts"
def association(table):
    t = np.array(table, dtype=float)
    expected = t.sum(axis=1, keepdims=True) * t.sum(axis=0, keepdims=True) / t.sum()
    full = t[t.sum(axis=1) > 0][:, t.sum(axis=0) > 0]
    inner = full.sum(axis=1, keepdims=True) * full.sum(axis=0, keepdims=True) / full.sum()
    statistic = float(((full - inner) ** 2 / inner).sum())
    rows, columns = full.shape
    k = min(rows, columns) - 1
    return {
        "expected": expected.tolist(),
        "statistic": statistic,
        "freedom": (rows - 1) * (columns - 1),
        "effect": math.sqrt(statistic / (full.sum() * k)) if k else 0.0,
        "small": bool((inner < 5).any()),
    }


def table_p(table, rng, draws=2999):
    seen = association(table)
    if seen["freedom"] == 0:
        return 1.0
    if not seen["small"]:
        return float(stats.chi2.sf(seen["statistic"], seen["freedom"]))
    t = np.array(table)
    rows = np.repeat(np.arange(t.shape[0]), t.sum(axis=1))
    columns = np.concatenate([np.repeat(np.arange(t.shape[1]), row) for row in t])
    hits = 0
    for _ in range(draws):
        new = np.zeros(t.shape, dtype=int)
        np.add.at(new, (rows, rng.permutation(columns)), 1)
        hits += association(new)["statistic"] >= seen["statistic"]
    return (1 + hits) / (1 + draws)
