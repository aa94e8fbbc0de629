# loses intervals-tests: "large groups, too"
def mean_interval(values, level=0.95):
    values = np.asarray(values, dtype=float)
    error = values.std(ddof=1) / math.sqrt(len(values))
    swing = stats.t.ppf((1 + level) / 2, len(values) - 1) * error
    return values.mean() - swing, values.mean() + swing


def share_interval(k, n, level=0.95):
    z = stats.norm.ppf((1 + level) / 2)
    p = k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    swing = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, min(middle - swing, p)), min(1.0, max(middle + swing, p))


def share_difference(k1, n1, k2, n2, level=0.95):
    p1, p2 = k1 / n1, k2 / n2
    l1, u1 = share_interval(k1, n1, level)
    l2, u2 = share_interval(k2, n2, level)
    if min(n1, n2) >= 30:
        s = stats.norm.ppf((1 + level) / 2) * math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
        return max(-1.0, p1 - p2 - s), min(1.0, p1 - p2 + s)
    low = p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
    high = p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    return max(-1.0, low), min(1.0, high)


def rate_ratio(events1, exposure1, events2, exposure2, level=0.95):
    both = events1 + events2
    if both == 0:
        return 0.0, math.inf
    low, high = share_interval(events1, both, level)
    factor = exposure2 / exposure1
    return (low / (1 - low) * factor if events1 else 0.0), (high / (1 - high) * factor if events2 else math.inf)
