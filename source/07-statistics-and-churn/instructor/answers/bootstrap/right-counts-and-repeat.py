def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    names, labels = (None, np.arange(len(rows))) if groups is None else np.unique(np.array(groups), return_inverse=True)
    count = int(labels.max()) + 1
    times = rng.multinomial(count, [1 / count] * count, size=draws)
    seen = sorted(statistic(np.repeat(rows, row[labels], axis=0)) for row in times)
    outside = round(draws * (1 - level) / 2)
    return seen[outside], seen[draws - 1 - outside]
