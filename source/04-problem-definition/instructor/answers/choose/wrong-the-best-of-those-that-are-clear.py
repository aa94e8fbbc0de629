# loses choose-tests: "a trial near the decision"
def choose(online, mix, current):
    table = {}
    for name, rows in online.groupby("candidate"):
        rate = variance = 0.0
        for row in rows.itertuples():
            r = row.orders / row.visits
            rate += mix[row.segment] * r
            variance += mix[row.segment] ** 2 * r * (1 - r) / row.visits
        table[name] = (rate, variance)
    rate, variance = table[current]
    clear = [n for n in table if table[n][0] - rate > 1.96 * math.sqrt(table[n][1] + variance)]
    return max(clear, key=lambda n: table[n][0], default=current)
