# loses bootstrap-tests in "rows of other samples": "bootstrap_interval of the mean"
def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    rows = np.asarray(rows)
    if groups is None:
        places = [np.array([i]) for i in range(len(rows))]
    else:
        labels = np.asarray(groups)
        places = [np.flatnonzero(labels == one) for one in np.unique(labels)]
    seen = []
    for _ in range(draws):
        picked = rng.integers(0, len(places), len(places))
        chosen = np.concatenate([places[i] for i in picked])
        seen.append(statistic(rows[chosen]))
    low, high = np.quantile(seen, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 1), round(float(high), 1)
