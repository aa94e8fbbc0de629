def association(table):
    t = np.asarray(table, dtype=float)
    e = t.sum(1, keepdims=True) @ t.sum(0, keepdims=True) / t.sum()
    full, kept = t[t.sum(1) > 0][:, t.sum(0) > 0], e[t.sum(1) > 0][:, t.sum(0) > 0]
    chi = float((((full - kept) ** 2) / kept).sum())
    smaller = min(full.shape) - 1
    return {
        "expected": e, "statistic": chi, "freedom": (full.shape[0] - 1) * (full.shape[1] - 1),
        "effect": 0 if smaller == 0 else (chi / full.sum() / smaller) ** 0.5, "small": kept.min() < 5,
    }


def table_p(table, rng, draws=2999):
    report = association(table)
    if report["freedom"] == 0:
        return 1
    if not report["small"]:
        return stats.chi2.sf(report["statistic"], report["freedom"])
    t = np.asarray(table)
    rows = np.repeat(np.indices(t.shape)[0].ravel(), t.ravel())
    columns = np.repeat(np.indices(t.shape)[1].ravel(), t.ravel())
    hits = 1
    for _ in range(draws):
        new = np.zeros(t.shape, int)
        np.add.at(new, (rows, rng.permutation(columns)), 1)
        hits += association(new)["statistic"] > report["statistic"] - 1e-9
    return hits / (draws + 1)
