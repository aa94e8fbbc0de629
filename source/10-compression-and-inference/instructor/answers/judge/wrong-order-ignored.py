# loses judge-tests: "runs that aren't interleaved", "the six records", "other records with a claim about the ratio"
def judge(record):
    """What the record says to its claim: "holds", "refuted", "open" or "badly measured"."""
    left, seen = [], {"old": 0, "new": 0}
    for version, ms in record["runs"]:
        seen[version] += 1
        if seen[version] > record["cold"]:
            left.append((version, ms))
    kind, limit = record["claim"]
    if kind == "p95":
        low, high = order_interval([ms for version, ms in left if version == "new"], 0.95)
    else:
        new = np.array([ms for version, ms in left if version == "new"])
        old = np.array([ms for version, ms in left if version == "old"])
        n = min(len(new), len(old))
        low, high = order_interval(new[:n] / old[:n])
    return "holds" if high <= limit else "refuted" if low > limit else "open"
