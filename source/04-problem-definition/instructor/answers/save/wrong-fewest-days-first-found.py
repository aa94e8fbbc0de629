# loses save-tests: "other plans", "the price of"
def save(tasks, prices, days):
    """Days cut from each task, so that the whole is shorter by days at the lowest price; None if it can't be done."""

    def length(cut):
        finish = {}

        def end(name):
            if name not in finish:
                finish[name] = tasks[name][0] - cut.get(name, 0) + max((end(other) for other in tasks[name][1]), default=0)
            return finish[name]

        return max(end(name) for name in tasks)

    goal = length({}) - days
    best = None
    for cuts in itertools.product(*(range(most + 1) for most, _ in prices.values())):
        price = sum(cut for cut, (_, euros) in zip(cuts, prices.values()))
        if best is not None and price >= best[0]:
            continue
        cut = dict(zip(prices, cuts))
        if length(cut) <= goal:
            best = price, cut
    return best and best[1]
