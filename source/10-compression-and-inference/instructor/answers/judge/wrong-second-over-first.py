# loses judge-tests: "eight pairs", "right at the limit", "the six records"
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
        if len(left) % 2 or any(one == two for (one, _), (two, _) in zip(left[0::2], left[1::2])):
            return "badly measured"
        pairs = [dict(two) for two in zip(left[0::2], left[1::2])]
        low, high = order_interval([two[1] / one[1] for one, two in zip(left[0::2], left[1::2])])
    return "holds" if high <= limit else "refuted" if low > limit else "open"
