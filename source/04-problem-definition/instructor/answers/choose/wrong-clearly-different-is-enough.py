# loses choose-tests: "it should have stayed"
def choose(online, mix, current):
    found = {}
    for name, part in online.groupby("candidate"):
        rate = variance = 0.0
        for row in part.itertuples():
            r = row.orders / row.visits
            rate += mix[row.segment] * r
            variance += mix[row.segment] ** 2 * r * (1 - r) / row.visits
        found[name] = rate, variance
    best = max(found, key=lambda name: (found[name][0] if name != current else -1))
    noise = 1.96 * math.sqrt(found[best][1] + found[current][1])
    return best if abs(found[best][0] - found[current][0]) > noise else current
