# loses ab-tests: "with fewer visitors", "a power of 0.80"
def ab_plan(base, lift, visitors_per_day, max_days):
    per_arm = math.ceil(2.8016**2 * base * (1 - base) / lift**2)
    days = 7 * math.ceil(2 * per_arm / visitors_per_day / 7)
    return {"per_arm": per_arm, "days": days, "feasible": days <= max_days}
