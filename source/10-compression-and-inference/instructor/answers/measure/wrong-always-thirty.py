# loses measure-tests: "three rounds, no warm-up", "seven rounds after a warm-up", "a machine that gets slower"
def measure(old, new, clock, rounds=30, warm_up=5):
    """Median and p95 of two functions, and the interval of their ratio, from interleaved rounds."""
    for _ in range(warm_up):
        old()
        new()
    times = {"old": [], "new": []}
    for turn in range(30):
        for version in ("old", "new") if turn % 2 == 0 else ("new", "old"):
            begun = clock()
            old() if version == "old" else new()
            times[version].append(clock() - begun)
    ratios = np.array(times["new"]) / np.array(times["old"])
    report = {version: (np.median(some), np.percentile(some, 95)) for version, some in times.items()}
    low, high = order_interval(ratios)
    return {**report, "ratio": np.median(ratios), "low": low, "high": high}
