def confusion(y, guess):
    from collections import defaultdict
    counts = defaultdict(int, tp=0, fp=0, fn=0, tn=0)
    for t, g in zip(y, guess):
        counts["tp" if t and g else "fp" if g else "fn" if t else "tn"] += 1
    return counts


def interval(k, n):
    z, r = 1.96, k / n
    middle, root = r + z * z / (2 * n), z * math.sqrt(r * (1 - r) / n + z * z / (4 * n * n))
    low, high = (middle - root) / (1 + z * z / n), (middle + root) / (1 + z * z / n)
    return max(0.0, min(low, r)), min(1.0, max(high, r))


def mcnemar(y, old, new):
    from fractions import Fraction

    b = sum(o == t and v != t for t, o, v in zip(y, old, new))
    c = sum(o != t and v == t for t, o, v in zip(y, old, new))
    tail = sum(math.comb(b + c, i) for i in range(min(b, c) + 1))
    return min(Fraction(1), Fraction(2 * tail, 2 ** (b + c)))
