def bootstrap_interval(rows, statistic, rng, groups=None, draws=2000, level=0.95):
    """(low, high) for the statistic of rows, from draws of rows, or of whole groups."""
    labels = pd.Series(range(len(rows))) if groups is None else pd.Series(list(groups))
    places = list(labels.groupby(labels).indices.values())
    seen = pd.Series([
        statistic(rows[[row for i in rng.choice(len(places), size=len(places), replace=True) for row in places[i]]])
        for _ in range(draws)
    ])
    return seen.quantile((1 - level) / 2), seen.quantile((1 + level) / 2)
