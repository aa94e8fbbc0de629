def confusion(y, guess):
    result = dict.fromkeys(["tp", "fp", "fn", "tn"], 0)
    for truth, said in zip(y, guess):
        result[("t" if truth == said else "f") + ("p" if said else "n")] += 1
    return result


def interval(k, n):
    def at_most(i, p):
        return sum(math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(i + 1))

    def solve(good):
        low, high = 0.0, 1.0
        for _ in range(45):
            middle = (low + high) / 2
            low, high = (middle, high) if good(middle) else (low, middle)
        return low

    lower = 0.0 if k == 0 else solve(lambda p: 1 - at_most(k - 1, p) < 0.025)
    upper = 1.0 if k == n else solve(lambda p: at_most(k, p) > 0.025)
    return min(lower, k / n), max(upper, k / n)


def mcnemar(y, old, new):
    rows = [(o == t, n == t) for t, o, n in zip(y, old, new)]
    a, b = rows.count((True, False)), rows.count((False, True))
    few, many = sorted((a, b))
    tail = sum(math.comb(few + many, i) for i in range(few + 1)) * 0.5 ** (few + many)
    return min(1.0, 2 * tail)
