# loses by-hand-tests: "wide, for 95 in 100"
def confusion(y, guess):
    """Counts of tp, fp, fn, tn."""
    pairs = list(zip(y, guess))
    return {"tp": pairs.count((1, 1)), "fp": pairs.count((0, 1)), "fn": pairs.count((1, 0)), "tn": pairs.count((0, 0))}


def interval(k, n):
    """95 in 100 interval (low, high) for the true rate after k errors in n rows."""
    z, r = 1.96, k / n
    middle = r + z * z / (2 * n)
    swing = z * math.sqrt(r * (1 - r) / n + z * z / (4 * n * n))
    low, high = (middle - swing) / (1 + z * z / n), (middle + swing) / (1 + 1 / n)
    return max(0.0, min(low, r)), min(1.0, max(high, r))


def mcnemar(y, old, new):
    """Exact two-sided p-value of McNemar's test."""
    a = sum(o == t and n != t for t, o, n in zip(y, old, new))
    b = sum(n == t and o != t for t, o, n in zip(y, old, new))
    m = a + b
    return min(1.0, 2 * sum(math.comb(m, i) for i in range(min(a, b) + 1)) / 2**m) if m else 1.0
