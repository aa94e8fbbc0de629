# loses judge-tests: "other records with a claim about the ratio"
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
        olds, news = ([ms for version, ms in left if version == name] for name in ("old", "new"))
        if len(olds) != len(news) or any(left[at][0] == left[at + 1][0] == left[at + 2][0] for at in range(len(left) - 2)):
            return "badly measured"
        ratios = [b / a for a, b in zip(olds, news)]
        low, high = order_interval(ratios)
    else:
        low, high = order_interval([ms for version, ms in left if version == "new"], 0.95)
    if high <= limit:
        return "holds"
    return "refuted" if low > limit else "open"
