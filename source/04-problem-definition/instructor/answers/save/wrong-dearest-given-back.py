# loses save-tests: "the price of"
def save(tasks, prices, days):
    def length(cut):
        return schedule({n: (d - cut.get(n, 0), b) for n, (d, b) in tasks.items()})["length"]

    cut = {name: most for name, (most, _) in prices.items()}
    goal = length({}) - days
    if length(cut) > goal:
        return None
    for name in sorted(prices, key=lambda n: -prices[n][1]):
        while cut[name] and length({**cut, name: cut[name] - 1}) <= goal:
            cut[name] -= 1
    return cut
