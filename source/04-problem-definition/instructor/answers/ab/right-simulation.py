def ab_plan(base, lift, visitors_per_day, max_days):
    rng = np.random.default_rng(5)

    def power(n):
        a, b = rng.binomial(n, base, 6000) / n, rng.binomial(n, base + lift, 6000) / n
        mean = (a + b) / 2
        return float(np.mean(np.abs(b - a) > 1.96 * np.sqrt(2 * mean * (1 - mean) / n)))

    low, high = 10, 1 << 20
    while high > low * 1.01 + 1:
        middle = (low + high) // 2
        low, high = (middle, high) if power(middle) < 0.8 else (low, middle)
    days = 7 * math.ceil(2 * high / visitors_per_day / 7)
    return {"per_arm": high, "days": days, "feasible": days <= max_days}
