def decide(history, plan):
    over = len(history) >= plan["steps"]
    share = plan["level"] / 2 if over else plan["level"] / 2 / (plan["steps"] - 1)
    sums = {name: np.array([step[name] for step in history]).sum(axis=0) for name in history[0]}
    (n, a), (m, b) = sums["old"], sums["new"]
    if b - m * a / n > plan["harmed"]:
        return "stop"
    words = []
    for tail, margin in (("", plan["fast_margin"]), ("_settled", plan["slow_margin"])):
        (n, a), (m, b) = sums["old" + tail], sums["new" + tail]
        if n == 0 or m == 0:
            words.append("unknown")
            continue
        pool = (a + b + 1) / (n + m + 2)
        null = math.sqrt(pool * (1 - pool) * (1 / n + 1 / m))
        apart = math.sqrt(((a + 1) / (n + 2)) * (1 - (a + 1) / (n + 2)) / n + ((b + 1) / (m + 2)) * (1 - (b + 1) / (m + 2)) / m)
        d = b / m - a / n
        if stats.norm.sf(d / null) < share / 2:
            words.append("worse")
        elif stats.norm.cdf((d - margin) / apart) < share:
            words.append("good")
        else:
            words.append("open")
    if "worse" in words:
        return "stop"
    if words == ["good", "good"]:
        return "promote"
    return "stop" if over else "go on"
