from collections import Counter

def confusion(y, guess):
    names = {(1, 1): "tp", (0, 1): "fp", (1, 0): "fn", (0, 0): "tn"}
    counts = Counter({"tp": 0, "fp": 0, "fn": 0, "tn": 0})
    counts.update(names[pair] for pair in zip(y, guess))
    return counts


def interval(k, n):
    z, r = 1.96, k / n
    middle, root = r + z * z / (2 * n), z * math.sqrt(r * (1 - r) / n + z * z / (4 * n * n))
    low, high = (middle - root) / (1 + z * z / n), (middle + root) / (1 + z * z / n)
    return max(0.0, min(low, r)), min(1.0, max(high, r))


def mcnemar(y, old, new):
    b = sum(o == t and v != t for t, o, v in zip(y, old, new))
    c = sum(o != t and v == t for t, o, v in zip(y, old, new))
    m = b + c
    tail = sum(math.comb(m, i) for i in range(min(b, c) + 1)) / 2**m
    return min(1.0, 2 * tail)
