# loses save-tests: "the days saved on"
def save(tasks, prices, days):
    result, left = {}, days
    for name in sorted(prices, key=lambda n: prices[n][1]):
        result[name] = min(left, prices[name][0])
        left -= result[name]
    return result if left == 0 else None
