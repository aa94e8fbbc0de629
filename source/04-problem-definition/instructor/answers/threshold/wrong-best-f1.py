# loses threshold-tests: "the lowest there is"
def best_threshold(y, p, cost):
    def f1(t):
        tp = sum(yi and pi >= t for yi, pi in zip(y, p))
        fp = sum((not yi) and pi >= t for yi, pi in zip(y, p))
        fn = sum(yi and pi < t for yi, pi in zip(y, p))
        return 2 * tp / (2 * tp + fp + fn)

    return max(sorted(set(p)), key=f1)
