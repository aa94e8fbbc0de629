# loses by-hand-tests: "wide, for 95 in 100"
def confusion(y, guess):
    pairs = list(zip(y, guess))
    return {"tp": pairs.count((1, 1)), "fp": pairs.count((0, 1)), "fn": pairs.count((1, 0)), "tn": pairs.count((0, 0))}


def interval(k, n):
    r = k / n
    half = 1.96 * 0.5 / math.sqrt(n)
    return max(0.0, r - half), min(1.0, r + half)


def mcnemar(y, old, new):
    b = sum(o == t and v != t for t, o, v in zip(y, old, new))
    c = sum(o != t and v == t for t, o, v in zip(y, old, new))
    m = b + c
    tail = sum(math.comb(m, i) for i in range(min(b, c) + 1)) / 2**m
    return min(1.0, 2 * tail)
