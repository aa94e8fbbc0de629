def mean_interval(values, level=0.95):
    """(low, high) for the mean of values from a normal distribution."""
    n = len(values)
    swing = stats.t.ppf((1 + level) / 2, n - 1) * np.std(values, ddof=1) / math.sqrt(n)
    return np.mean(values) - swing, np.mean(values) + swing


def share_interval(k, n, level=0.95):
    """(low, high) for the true share after k hits in n tries."""
    z, p = stats.norm.ppf((1 + level) / 2), k / n
    middle, swing = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, min(p, (middle - swing) / (1 + z * z / n))), min(1.0, max(p, (middle + swing) / (1 + z * z / n)))


def share_difference(k1, n1, k2, n2, level=0.95):
    """(low, high) for the first true share less the second."""
    p1, p2 = k1 / n1, k2 / n2
    low1, high1 = share_interval(k1, n1, level)
    low2, high2 = share_interval(k2, n2, level)
    return p1 - p2 - math.hypot(p1 - low1, high2 - p2), p1 - p2 + math.hypot(high1 - p1, p2 - low2)


def rate_ratio(events1, exposure1, events2, exposure2, level=0.95):
    """(low, high) for the first true rate over the second."""
    if not events1 and not events2:
        return 0, math.inf
    more = 0 if events1 and events2 else 0.5
    one, two = events1 + more, events2 + more
    ratio = one / exposure1 / (two / exposure2)
    factor = math.exp(stats.norm.ppf((1 + level) / 2) * math.sqrt(1 / one + 1 / two))
    return ratio / factor if events1 else 0, ratio * factor if events2 else math.inf
