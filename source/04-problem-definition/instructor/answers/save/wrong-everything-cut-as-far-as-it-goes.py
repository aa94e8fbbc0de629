# loses save-tests: "the price of 1 day on the example"
def save(tasks, prices, days):
    shorter = {name: (d - prices.get(name, (0, 0))[0], before) for name, (d, before) in tasks.items()}
    if schedule(tasks)["length"] - schedule(shorter)["length"] < days:
        return None
    return {name: most for name, (most, _) in prices.items()}
