# loses losses-tests: "0 on a tie"
def mean_loss(y, guess, loss):
    rows = [float(a != b) if loss == "wrong" else abs(a - b) for a, b in zip(y, guess)]
    return sum(rows) / len(rows)


def constant(y, loss):
    if loss == "absolute":
        return float(np.median(y))
    ones = sum(y)
    if 2 * ones == len(y):
        return y[-1]
    return 1 if 2 * ones > len(y) else 0
