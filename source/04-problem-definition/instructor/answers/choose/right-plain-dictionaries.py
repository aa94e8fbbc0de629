def choose(online, mix, current):
    rate, variance = {}, {}
    for row in online.to_dict("records"):
        name, w, r = row["candidate"], mix[row["segment"]], row["orders"] / row["visits"]
        rate[name] = rate.get(name, 0) + w * r
        variance[name] = variance.get(name, 0) + w * w * r * (1 - r) / row["visits"]
    winner = sorted(rate, key=rate.get)[-1]
    z = (rate[winner] - rate[current]) / math.sqrt(variance[winner] + variance[current])
    return winner if z > 1.96 else current
