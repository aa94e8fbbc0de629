# loses save-tests: "whole days, at most"
def save(tasks, prices, days):
    critical = {name for path in schedule(tasks)["critical"] for name in path}
    name = min((n for n in prices if n in critical), key=lambda n: prices[n][1], default=None)
    return {name: days} if name else None
