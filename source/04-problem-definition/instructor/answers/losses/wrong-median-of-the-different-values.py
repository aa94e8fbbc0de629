# loses losses-tests: "constant([7, 2, 2, 2, 9], 'absolute')", "2"
def mean_loss(y, guess, loss):
    if loss == "wrong":
        return sum(a != b for a, b in zip(y, guess)) / len(y)
    return sum(abs(a - b) for a, b in zip(y, guess)) / len(y)


def constant(y, loss):
    if loss == "wrong":
        return int(sum(y) > len(y) - sum(y))
    return float(pd.Series(y).drop_duplicates().median())
