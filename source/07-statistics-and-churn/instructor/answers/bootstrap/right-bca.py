def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    labels = np.arange(len(rows)) if groups is None else np.unique(groups, return_inverse=True)[1]
    count = labels.max() + 1
    places = [np.flatnonzero(labels == one) for one in range(count)]
    whole = statistic(rows)
    seen = np.array([
        statistic(rows[np.concatenate([places[i] for i in rng.choice(count, count)])]) for _ in range(draws)
    ])
    without = np.array([statistic(rows[labels != one]) for one in range(count)])
    off = without.mean() - without
    bend = (off**3).sum() / (6 * (off**2).sum() ** 1.5)
    shift = stats.norm.ppf(((seen < whole).sum() + (seen == whole).sum() / 2) / draws)
    ends = []
    for part in ((1 - level) / 2, (1 + level) / 2):
        point = shift + stats.norm.ppf(part)
        ends.append(float(np.quantile(seen, stats.norm.cdf(shift + point / (1 - bend * point)))))
    return ends
