# loses save-tests: "on another plan"
def save(tasks, prices, days):
    cut = dict.fromkeys(prices, 0)
    def length(c):
        f = {}
        def end(n):
            if n not in f: f[n] = tasks[n][0] - c.get(n, 0) + max((end(o) for o in tasks[n][1]), default=0)
            return f[n]
        return max(end(n) for n in tasks)
    goal = length({}) - days
    while length(cut) > goal:
        best = None
        now = length(cut)
        free = [n for n in prices if cut[n] < prices[n][0]]
        for size in (1, 2, 3):
            for group in itertools.combinations(free, size):
                trial = {**cut, **{n: cut[n] + 1 for n in group}}
                if length(trial) < now:
                    e = sum(prices[n][1] for n in group)
                    if best is None or e < best[0]: best = e, trial
        if best is None: return None
        cut = best[1]
    return cut
