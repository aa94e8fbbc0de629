# loses save-tests: "the price of 2 days on another plan", "200 euros"
def save(tasks, prices, days):
    def length(cut):
        finish = {}

        def end(name):
            if name not in finish:
                most, before = tasks[name]
                finish[name] = most - cut.get(name, 0) + max((end(other) for other in before), default=0)
            return finish[name]

        return max(end(name) for name in tasks)

    now, names, best = length({}), list(prices), None
    for ways in itertools.product(*(range(prices[name][0] + 1) for name in names)):
        cost = sum(count * prices[name][1] for name, count in zip(names, ways))
        if best is not None and cost >= best[0]:
            continue
        cut = dict(zip(names, ways))
        if any(tasks[n][0] <= c for n, c in cut.items()):
            continue
        if now - length(cut) >= days:
            best = cost, cut
    return None if best is None else best[1]
