# loses proposal-tests: "299.50 euros spent"
def go(numbers, max_days):
    """Whether the project should go on: a gain beyond noise, that pays, and can be tested in time."""
    return bool(
        numbers["low"] > 0 and numbers["gain_per_month"] >= numbers["euros_per_month"] + 1 and numbers["test_days"] <= max_days
    )


numbers = {
    "lost_now": 0.220, "target": 0.2, "gain": 0.065, "low": 0.030, "gain_per_month": 1126,
    "candidate": "m7", "test_days": 35, "euros_per_month": 225,
    "winner": "stay offers", "days": 32, "week_price": 2900, "scope_value": 66,
}
