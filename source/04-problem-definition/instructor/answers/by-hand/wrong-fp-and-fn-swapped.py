# loses by-hand-tests: "fp on"
def confusion(y, guess):
    pairs = list(zip(y, guess))
    return {"tp": pairs.count((1, 1)), "fn": pairs.count((0, 1)), "fp": pairs.count((1, 0)), "tn": pairs.count((0, 0))}


def interval(k, n):
    r = (k + 2) / (n + 4)
    swing = 1.96 * math.sqrt(r * (1 - r) / (n + 4))
    return max(0.0, min(r - swing, k / n)), min(1.0, max(r + swing, k / n))


def mcnemar(y, old, new):
    a = sum(o == t and n != t for t, o, n in zip(y, old, new))
    b = sum(n == t and o != t for t, o, n in zip(y, old, new))
    return min(1.0, 2 * sum(math.comb(a + b, i) for i in range(min(a, b) + 1)) / 2 ** (a + b))
