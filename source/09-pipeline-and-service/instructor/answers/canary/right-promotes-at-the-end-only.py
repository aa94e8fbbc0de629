def decide(history, plan):
    last = len(history) == plan["steps"]
    level = plan["level"]

    def counts(key):
        return [sum(pair) for pair in zip(*(step[key] for step in history))]

    (n, a), (m, b) = counts("old"), counts("new")
    if b * n - m * a > plan["harmed"] * n:
        return "stop"
    verdicts = []
    for first, second, margin in (("old", "new", "fast_margin"), ("old_settled", "new_settled", "slow_margin")):
        (n, a), (m, b) = counts(first), counts(second)
        if 0 in (n, m):
            verdicts.append(False)
            continue
        error = math.hypot(*(math.sqrt((k + 1) * (s - k + 1)) / (s + 2) / math.sqrt(s) for s, k in ((n, a), (m, b))))
        z = (b / m - a / n) / error
        if z > stats.norm.isf(level / plan["steps"] / 2):
            return "stop"
        verdicts.append((b / m - a / n) + stats.norm.isf(level) * error < plan[margin])
    if not last:
        return "go on"
    return "promote" if all(verdicts) else "stop"
