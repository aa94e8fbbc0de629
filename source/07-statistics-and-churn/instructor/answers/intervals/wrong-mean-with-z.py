# loses intervals-tests: "a mean of few values", "1.96 is too little"
def mean_interval(values, level=0.95):
    """(low, high) for the mean of values from a normal distribution."""
    n = len(values)
    swing = stats.norm.ppf((1 + level) / 2) * np.std(values, ddof=1) / math.sqrt(n)
    return np.mean(values) - swing, np.mean(values) + swing


def share_interval(k, n, level=0.95):
    """(low, high) for the true share after k hits in n tries."""
    low, high = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    return low, high


def share_difference(k1, n1, k2, n2, level=0.95):
    """(low, high) for the first true share less the second."""
    p1, p2 = k1 / n1, k2 / n2
    low1, high1 = share_interval(k1, n1, level)
    low2, high2 = share_interval(k2, n2, level)
    return p1 - p2 - math.hypot(p1 - low1, high2 - p2), p1 - p2 + math.hypot(high1 - p1, p2 - low2)


def rate_ratio(events1, exposure1, events2, exposure2, level=0.95):
    """(low, high) for the first true rate over the second."""
    if events1 + events2 == 0:
        return 0.0, math.inf
    low, high = share_interval(events1, events1 + events2, level)
    scale = exposure2 / exposure1
    return low / (1 - low) * scale, math.inf if events2 == 0 else high / (1 - high) * scale
