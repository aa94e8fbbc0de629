# loses threshold-tests: "the threshold on", "with an fp of -5"
def best_threshold(y, p, cost):
    """A threshold on p with the lowest total cost on these rows; math.inf acts on nobody."""

    def total(threshold):
        return sum(
            cost[("fn", "tp")[score >= threshold] if left else ("tn", "fp")[score >= threshold]]
            for left, score in zip(y, p)
        )

    return min([math.inf, *(s for s, l in zip(p, y) if l)], key=total)
