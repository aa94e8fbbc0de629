# loses judge-tests: "other records with a claim about the ratio", "a single run"
def judge(record):
    seen, left = {"old": 0, "new": 0}, []
    for version, ms in record["runs"]:
        seen[version] += 1
        if seen[version] > record["cold"]:
            left.append((version, ms))
    kind, limit = record["claim"]
    if not left:
        return "open"
    if kind == "ratio":
        if len(left) % 2 and len(left) > 1 or any(one[0] == two[0] for one, two in zip(left[0::2], left[1::2])):
            return "badly measured"
        ratios = []
        for one, two in zip(left[0::2], left[1::2]):
            pair = dict([one, two])
            ratios.append(pair["new"] / pair["old"])
        low, high = order_interval(ratios)
    else:
        low, high = order_interval([ms for version, ms in left if version == "new"], 0.95)
    if high <= limit:
        return "holds"
    return "refuted" if low > limit else "open"
