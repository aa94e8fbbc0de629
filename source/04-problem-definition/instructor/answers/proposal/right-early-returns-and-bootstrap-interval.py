def go(numbers, max_days):
    if numbers["low"] <= 0:
        return False
    if numbers["gain_per_month"] - numbers["euros_per_month"] <= 0:
        return False
    return not numbers["test_days"] > max_days


numbers = dict(
    lost_now=0.22, target=0.21, gain=0.065, low=0.0314, gain_per_month=1126, candidate="m7", test_days=35,
    euros_per_month=225.0, winner="stay offers", days=32, week_price=2900, scope_value=66,
)
