# loses proposal-tests: "doesn't bring more than it costs"
def go(numbers, max_days):
    return numbers["low"] > 0 and numbers["test_days"] <= max_days


numbers = dict(
    lost_now=0.2203, target=0.2, gain=0.0647, low=0.0302, gain_per_month=1125.89, candidate="m7", test_days=35,
    euros_per_month=225.0, winner="stay offers", days=32, week_price=2900, scope_value=66,
)
