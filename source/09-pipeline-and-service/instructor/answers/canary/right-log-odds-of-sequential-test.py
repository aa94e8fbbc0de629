def decide(history, plan):
    # a mixture of normal likelihood ratios: valid at any look (Robbins)
    def mixture(difference, variance, scale):
        weight = difference**2 * scale**2 / (2 * variance * (variance + scale**2))
        return math.sqrt(variance / (variance + scale**2)) * math.exp(min(weight, 500))

    def part(old, new):
        n, a = np.sum([s[old] for s in history], axis=0)
        m, b = np.sum([s[new] for s in history], axis=0)
        return int(n), int(a), int(m), int(b)

    n, a, m, b = part("old", "new")
    over = len(history) >= plan["steps"]
    if b - m * a / n > plan["harmed"]:
        return "stop"
    shown = 0
    for old, new, margin in [("old", "new", plan["fast_margin"]), ("old_settled", "new_settled", plan["slow_margin"])]:
        n, a, m, b = part(old, new)
        if min(n, m) == 0:
            continue
        p, q = (a + 1) / (n + 2), (b + 1) / (m + 2)
        variance = p * (1 - p) / n + q * (1 - q) / m
        d = b / m - a / n
        if d > 0 and mixture(d, variance, margin) > 2 / plan["level"]:
            return "stop"
        if d < margin and mixture(margin - d, variance, margin) > 1 / plan["level"]:
            shown += 1
    return "promote" if shown == 2 else "stop" if over else "go on"
