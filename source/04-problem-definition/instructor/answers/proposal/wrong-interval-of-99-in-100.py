# loses proposal-tests: "low contradicts the notebooks", "as intervals of 95 in 100 have it"
def go(numbers, max_days):
    return numbers["low"] > 0 and numbers["gain_per_month"] > numbers["euros_per_month"] and numbers["test_days"] <= max_days


numbers = dict(
    lost_now=0.2203, target=0.196, gain=0.0647, low=0.0193, gain_per_month=1125.89, candidate="m7", test_days=28,
    euros_per_month=225.0, winner="stay offers", days=32, week_price=2900, scope_value=66,
)
