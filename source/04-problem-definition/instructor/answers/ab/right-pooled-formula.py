def ab_plan(base, lift, visitors_per_day, max_days):
    q, mean = base + lift, base + lift / 2
    root = 1.959964 * math.sqrt(2 * mean * (1 - mean)) + 0.841621 * math.sqrt(base * (1 - base) + q * (1 - q))
    per_arm = math.ceil((root / lift) ** 2)
    weeks = -(-2 * per_arm // (7 * visitors_per_day))
    return dict(per_arm=per_arm, days=int(7 * weeks), feasible=bool(7 * weeks <= max_days))
