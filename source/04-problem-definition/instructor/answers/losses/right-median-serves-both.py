import statistics


def mean_loss(y, guess, loss):
    rule = {"wrong": lambda a, b: float(a != b), "absolute": lambda a, b: abs(a - b)}[loss]
    return statistics.fmean(map(rule, y, guess))


def constant(y, loss):
    return statistics.median_low(y) if loss == "wrong" else statistics.median(y)
