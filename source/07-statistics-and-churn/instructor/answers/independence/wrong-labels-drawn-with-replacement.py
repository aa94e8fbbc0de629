# loses independence-tests: "table_p on"
def association(table):
    """Expected counts, chi-square, freedom, Cramér's V, and whether an expected count lies below 5."""
    seen = np.array(table, float)
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    held = expected > 0
    rows, columns = (expected.sum(axis=1) > 0).sum() - 1, (expected.sum(axis=0) > 0).sum() - 1
    statistic = ((seen[held] - expected[held]) ** 2 / expected[held]).sum()
    k = min(rows, columns)
    return {
        "expected": expected.tolist(), "statistic": float(statistic), "freedom": int(rows * columns),
        "effect": math.sqrt(statistic / (seen.sum() * k)) if k else 0.0, "small": bool((expected[held] < 5).any()),
    }


def table_p(table, rng, draws=2999):
    """P-value of independence: by chi-square's tail, or by dealing where an expected count is small."""
    found = association(table)
    if found["freedom"] == 0:
        return 1.0
    if not found["small"]:
        return float(stats.chi2.sf(found["statistic"], found["freedom"]))
    seen = np.array(table)
    rows = np.repeat(np.arange(len(seen)), seen.sum(axis=1))
    columns = np.repeat(np.arange(len(seen[0])), seen.sum(axis=0))
    expected = np.array(found["expected"]).ravel()
    held, hits = expected > 0, 0
    for _ in range(draws):
        dealt = np.bincount(rows * len(seen[0]) + rng.choice(columns, len(columns)), minlength=seen.size)
        hits += ((dealt - expected)[held] ** 2 / expected[held]).sum() >= found["statistic"] - 1e-9
    return (1 + hits) / (1 + draws)
