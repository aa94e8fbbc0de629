# loses threshold-tests: "the lowest there is"
def best_threshold(y, p, cost):
    return max([*set(p), 2.0], key=lambda t: sum((pi >= t) == bool(yi) for yi, pi in zip(y, p)))
