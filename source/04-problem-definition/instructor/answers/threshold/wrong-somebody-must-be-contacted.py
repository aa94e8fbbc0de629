# loses threshold-tests: "offers that never pay"
def best_threshold(y, p, cost):
    def total(t):
        return sum(cost[("tp" if yi else "fp") if pi >= t else ("fn" if yi else "tn")] for yi, pi in zip(y, p))

    return min(set(p), key=total)
