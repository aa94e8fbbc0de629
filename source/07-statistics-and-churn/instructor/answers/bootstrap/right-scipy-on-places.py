def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    labels = np.arange(len(rows)) if groups is None else np.unique(groups, return_inverse=True)[1]
    places = [np.flatnonzero(labels == one) for one in range(labels.max() + 1)]

    def of(units):
        return statistic(rows[np.concatenate([places[int(unit)] for unit in units])])

    result = stats.bootstrap(
        (np.arange(len(places)),), of, n_resamples=draws, confidence_level=level, method="percentile",
        vectorized=False, rng=rng,
    )
    return result.confidence_interval.low, result.confidence_interval.high
