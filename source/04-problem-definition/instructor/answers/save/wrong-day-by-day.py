# loses save-tests: "other plans"
def save(tasks, prices, days):
    def length(cut):
        return schedule({n: (d - cut.get(n, 0), b) for n, (d, b) in tasks.items()})["length"]

    cut = dict.fromkeys(prices, 0)
    for _ in range(days):
        now, steps = length(cut), []
        for size in (1, 2):
            for names in itertools.combinations([n for n in prices if cut[n] < prices[n][0]], size):
                if length({**cut, **{n: cut[n] + 1 for n in names}}) < now:
                    steps.append((sum(prices[n][1] for n in names), names))
        if not steps:
            return None
        for name in min(steps)[1]:
            cut[name] += 1
    return cut
