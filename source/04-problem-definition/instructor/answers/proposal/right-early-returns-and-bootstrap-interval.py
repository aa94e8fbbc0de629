def go(numbers, max_days):
    if numbers["low"] <= 0:
        return False
    if numbers["gain_per_month"] - numbers["euros_per_month"] <= 0:
        return False
    return not numbers["test_days"] > max_days


numbers = {
    "lost_now": 0.22, "target": 0.16, "gain": 0.115, "low": 0.069, "gain_per_month": 483, "candidate": "m7",
    "test_days": 49, "euros_per_month": 225, "winner": "stay offers", "days": 32, "week_price": 2900, "scope_value": 63,
}
