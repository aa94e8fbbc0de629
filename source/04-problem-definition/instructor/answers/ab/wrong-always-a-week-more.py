# loses ab-tests: "rounded up to whole weeks", "days on ab_plan("
def ab_plan(base, lift, visitors_per_day, max_days):
    q = base + lift
    per_arm = math.ceil((1.96 + 0.8416) ** 2 * (base * (1 - base) + q * (1 - q)) / lift**2)
    days = 7 * (2 * per_arm // visitors_per_day // 7 + 1)
    return {"per_arm": per_arm, "days": days, "feasible": days <= max_days}
