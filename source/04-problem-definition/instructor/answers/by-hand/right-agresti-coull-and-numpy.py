def confusion(y, guess):
    y, guess = np.array(y), np.array(guess)
    return {"tp": int((y & guess).sum()), "fp": int(((1 - y) & guess).sum()),
            "fn": int((y & (1 - guess)).sum()), "tn": int(((1 - y) & (1 - guess)).sum())}


def interval(k, n):
    r = (k + 2) / (n + 4)
    swing = 1.96 * math.sqrt(r * (1 - r) / (n + 4))
    return max(0.0, min(r - swing, k / n)), min(1.0, max(r + swing, k / n))


def mcnemar(y, old, new):
    y, old, new = map(np.array, (y, old, new))
    a = int(((old == y) & (new != y)).sum())
    m = a + int(((old != y) & (new == y)).sum())
    chances = [math.comb(m, i) / 2**m for i in range(m + 1)]
    return min(1.0, sum(c for i, c in enumerate(chances) if abs(i - m / 2) >= abs(a - m / 2)))
