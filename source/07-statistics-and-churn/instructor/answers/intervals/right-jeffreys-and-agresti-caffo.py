def mean_interval(values, level=0.95):
    """(low, high) for the mean of values from a normal distribution."""
    return stats.t.interval(level, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))


def share_interval(k, n, level=0.95):
    """(low, high) for the true share after k hits in n tries."""
    tail = (1 - level) / 2
    low, high = stats.beta.ppf([tail, 1 - tail], k + 0.5, n - k + 0.5)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def share_difference(k1, n1, k2, n2, level=0.95):
    """(low, high) for the first true share less the second."""
    p1, p2 = (k1 + 1) / (n1 + 2), (k2 + 1) / (n2 + 2)
    swing = stats.norm.ppf((1 + level) / 2) * np.sqrt(p1 * (1 - p1) / (n1 + 2) + p2 * (1 - p2) / (n2 + 2))
    return [max(-1.0, p1 - p2 - swing), min(1.0, p1 - p2 + swing)]


def rate_ratio(events1, exposure1, events2, exposure2, level=0.95):
    """(low, high) for the first true rate over the second."""
    outside = (1 - level) / 2
    low = stats.f.ppf(outside, 2 * events1, 2 * events2 + 2) * events1 / (events2 + 1) if events1 else 0.0
    high = stats.f.ppf(1 - outside, 2 * events1 + 2, 2 * events2) * (events1 + 1) / events2 if events2 else math.inf
    return low * exposure2 / exposure1, high * exposure2 / exposure1
