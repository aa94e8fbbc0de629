# loses bootstrap-tests in "rows of other samples": "raised an error"
def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    labels = np.arange(len(rows)) if groups is None else np.asarray(groups)
    places = [np.flatnonzero(labels == one) for one in np.unique(labels)]
    rows = np.ravel(rows)
    seen = []
    for _ in range(draws):
        picked = rng.integers(0, len(places), len(places))
        seen.append(statistic(rows[np.concatenate([places[i] for i in picked])]))
    outside = (1 - level) / 2
    low, high = np.quantile(seen, [outside, 1 - outside])
    return low, high
