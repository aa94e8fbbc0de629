# loses mixed-tests: "each side weighted"
def gini(y):
    """Gini impurity of labels 0 and 1."""
    share = sum(y) / len(y)
    return 2 * share * (1 - share)


def split_gini(y, left):
    """Gini of both sides of a split, weighted by their rows; math.inf if a side is empty."""
    here = [label for label, goes in zip(y, left) if goes]
    there = [label for label, goes in zip(y, left) if not goes]
    if not here or not there:
        return math.inf
    return (sum(here) * gini(here) + sum(there) * gini(there)) / max(1, sum(y))
