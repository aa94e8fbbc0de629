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
    best = max(table, key=lambda name: table[name][0])
    current_rate = sorted(table, key=lambda name: -table[name][0])[1]
    noise = 1.96 * math.sqrt(table[best][1] + table[current_rate][1])
    return best if table[best][0] - table[current_rate][0] > noise else current
