# loses threshold-tests: "the lowest there is"
def best_threshold(y, p, cost):
    """A threshold on p with the lowest total cost on these rows; math.inf acts on nobody."""
    def total(threshold):
        return sum(
            cost[("tp" if yi else "fp") if pi >= threshold else ("fn" if yi else "tn")] for yi, pi in zip(y, p)
        )

    return max([*sorted(set(p)), math.inf], key=total)
