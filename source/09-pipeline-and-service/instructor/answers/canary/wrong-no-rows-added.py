# loses canary-tests: "of the new one; the fast metric is equal"
def decide(history, plan):
    """ "stop", "go on" or "promote", from all steps so far."""
    def total(name):
        return (sum(step[name][place] for step in history) for place in (0, 1))

    n, a = total("old")
    m, b = total("new")
    if b - m * a / n > plan["harmed"]:
        return "stop"
    z = stats.norm.isf(plan["level"] / (2 * plan["steps"]))
    good = 0
    metrics = (("old", "new", "fast_margin"), ("old_settled", "new_settled", "slow_margin"))
    for old, new, margin in metrics:
        n, a = total(old)
        m, b = total(new)
        if not n or not m:
            continue
        p, q = a / n, b / m
        error = math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
        if b / m - a / n > z * error:
            return "stop"
        good += b / m - a / n + z * error < plan[margin]
    if good == 2:
        return "promote"
    return "stop" if len(history) >= plan["steps"] else "go on"
