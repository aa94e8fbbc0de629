# loses save-tests: "the days saved on"
def save(tasks, prices, days):
    path = schedule(tasks)["critical"][0]
    result, left = {}, days
    for name in sorted((n for n in path if n in prices), key=lambda n: prices[n][1]):
        result[name] = min(left, prices[name][0])
        left -= result[name]
    return result if left == 0 else None
