# loses canary-tests: "extra bad answers, with a bound of"
def decide(history, plan):
    def summed(name):
        return sum(s[name][0] for s in history), sum(s[name][1] for s in history)

    (n, a), (m, b) = summed("old"), summed("new")
    if b - m * a / n >= plan["harmed"]:
        return "stop"
    z = stats.norm.isf(plan["level"] / (plan["steps"] * 2))
    good = True
    for old, new, margin in (("old", "new", plan["fast_margin"]), ("old_settled", "new_settled", plan["slow_margin"])):
        (n, a), (m, b) = summed(old), summed(new)
        if not n or not m:
            good = False
            continue
        p, q = (a + 1) / (n + 2), (b + 1) / (m + 2)
        error = math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
        gap = b / m - a / n
        if gap > z * error:
            return "stop"
        good = good and gap + z * error < margin
    if good:
        return "promote"
    return "stop" if len(history) >= plan["steps"] else "go on"
