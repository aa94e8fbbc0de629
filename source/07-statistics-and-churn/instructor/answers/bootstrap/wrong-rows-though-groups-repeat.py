# loses bootstrap-tests in "groups of other samples": "groups with all their rows", "rows in 12 groups"
def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    labels = np.arange(len(rows)) 
    places = [np.flatnonzero(labels == one) for one in np.unique(labels)]
    seen = []
    for _ in range(draws):
        picked = rng.integers(0, len(places), len(places))
        seen.append(statistic(rows[np.concatenate([places[i] for i in picked])]))
    outside = (1 - level) / 2
    low, high = np.quantile(seen, [outside, 1 - outside])
    return low, high
