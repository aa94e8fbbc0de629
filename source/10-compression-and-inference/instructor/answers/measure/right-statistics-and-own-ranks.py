import statistics


def measure(old, new, clock, rounds=30, warm_up=5):
    """Median and p95 of two functions, and the interval of their ratio, from interleaved rounds."""
    def timed(function):
        begun = clock()
        function()
        return clock() - begun

    for function in (new, old) * warm_up:
        timed(function)
    pairs = []
    for turn in range(1, rounds + 1):
        if turn % 2:
            first = timed(old)
            pairs.append((first, timed(new)))
        else:
            second = timed(new)
            pairs.append((timed(old), second))

    def both(values):
        return float(statistics.median(values)), float(pd.Series(values).quantile(0.95))

    ratios = sorted(second / first for first, second in pairs)
    k = 0  # the largest rank with at most 2.5 in 100 below it
    while stats.binom.cdf(k, rounds, 0.5) < 0.025:
        k += 1
    ends = (ratios[k - 1], ratios[rounds - k]) if k else (-math.inf, math.inf)
    report = {"old": both([pair[0] for pair in pairs]), "new": both([pair[1] for pair in pairs])}
    return report | {"ratio": statistics.median(ratios), "low": ends[0], "high": ends[1]}
