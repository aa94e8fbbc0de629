def judge(record):
    """What the record says to its claim: "holds", "refuted", "open" or "badly measured"."""
    counts, warm = {}, []
    for version, ms in record["runs"]:
        counts[version] = counts.get(version, 0) + 1
        if counts[version] > record["cold"]:
            warm.append((str(version), float(ms)))
    what, limit = record["claim"]
    if what == "p95":
        new = sorted(ms for version, ms in warm if version == "new")
        n = len(new)
        low = max([new[k - 1] for k in range(1, n + 1) if stats.binom.cdf(k - 1, n, 0.95) <= 0.025], default=-np.inf)
        high = min([new[k - 1] for k in range(1, n + 1) if stats.binom.sf(k - 1, n, 0.95) <= 0.025], default=np.inf)
    else:
        ratios = []
        while warm:
            pair = dict(warm[:2])
            if len(pair) < 2:
                return "badly measured"
            ratios.append(pair["new"] / pair["old"])
            warm = warm[2:]
        if len(ratios) < 6:
            return "open"
        rng = np.random.default_rng(0)
        drawn = np.median(rng.choice(ratios, (2000, len(ratios))), axis=1)
        low, high = np.percentile(drawn, [2.5, 97.5])
    if high <= limit:
        return "holds"
    return "refuted" if low > limit else "open"
