# loses save-tests: "days of the small plan"
def save(tasks, prices, days):
    def length(cut):
        finish = {}

        def end(name):
            if name not in finish:
                finish[name] = tasks[name][0] - cut.get(name, 0) + max((end(other) for other in tasks[name][1]), default=0)
            return finish[name]

        return max(end(name) for name in tasks)

    goal, best, found = length({}) - days, math.inf, None
    for counts in itertools.product(*(range(most) for most, _ in prices.values())):
        cost = sum(count * euros for count, (_, euros) in zip(counts, prices.values()))
        cut = dict(zip(prices, counts))
        if cost < best and length(cut) <= goal:
            best, found = cost, cut
    return found
