# loses threshold-tests: "the lowest there is"
def best_threshold(y, p, cost):
    return 0.5
