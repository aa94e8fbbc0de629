def best_split(values, y, kind):
    shares = {}
    for value, label in zip(values, y):
        shares.setdefault(value, []).append(label)
    order = sorted(shares) if kind == "number" else sorted(shares, key=lambda v: -np.mean(shares[v]))
    n, ones, best = len(y), sum(y), None
    count = left_ones = 0
    for place, value in enumerate(order[:-1]):
        count, left_ones = count + len(shares[value]), left_ones + sum(shares[value])
        p, q = left_ones / count, (ones - left_ones) / (n - count)
        reached = (count * 2 * p * (1 - p) + (n - count) * 2 * q * (1 - q)) / n
        if best is None or reached < best[1]:
            rule = (value + order[place + 1]) / 2 if kind == "number" else frozenset(order[: place + 1])
            best = rule, reached
    return best
