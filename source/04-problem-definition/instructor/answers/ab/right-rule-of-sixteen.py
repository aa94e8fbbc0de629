def ab_plan(base, lift, visitors_per_day, max_days):
    mean = base + lift / 2
    per_arm = round(16 * mean * (1 - mean) / lift**2)
    days = math.ceil(2 * per_arm / visitors_per_day)
    while days % 7:
        days += 1
    return {"per_arm": per_arm, "days": days, "feasible": days <= max_days}
