# loses losses-tests: "constant", "median"
def mean_loss(y, guess, loss):
    if loss == "wrong":
        return sum(a != b for a, b in zip(y, guess)) / len(y)
    return sum(abs(a - b) for a, b in zip(y, guess)) / len(y)


def constant(y, loss):
    if loss == "wrong":
        return 1 if sum(y) > len(y) / 2 else 0
    return sum(y) / len(y)
