# loses ab-tests: "rounded up to whole weeks"
def ab_plan(base, lift, visitors_per_day, max_days):
    q = base + lift
    n = math.ceil((1.96 + 0.84) ** 2 * (base * (1 - base) + q * (1 - q)) / lift**2)
    days = 7 * math.ceil(round(2 * n / visitors_per_day) / 7)
    return {"per_arm": n, "days": days, "feasible": days <= max_days}
