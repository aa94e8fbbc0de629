# loses by-hand-tests: "coverage", "small rates"
def confusion(y, guess):
    pairs = list(zip(y, guess))
    return {"tp": pairs.count((1, 1)), "fp": pairs.count((0, 1)), "fn": pairs.count((1, 0)), "tn": pairs.count((0, 0))}


def interval(k, n):
    r = k / n
    swing = 1.96 * math.sqrt(r * (1 - r) / n)
    return max(0.0, r - swing), min(1.0, r + swing)


def mcnemar(y, old, new):
    a = sum(o == t and n != t for t, o, n in zip(y, old, new))
    b = sum(n == t and o != t for t, o, n in zip(y, old, new))
    return min(1.0, 2 * sum(math.comb(a + b, i) for i in range(min(a, b) + 1)) / 2 ** (a + b))
