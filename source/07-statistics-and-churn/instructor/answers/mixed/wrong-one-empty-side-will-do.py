# loses mixed-tests: "split_gini([0, 1, 1], [True, True, True])", "inf"
def gini(y):
    """Gini impurity of labels 0 and 1."""
    share = sum(y) / len(y)
    return 2 * share * (1 - share)


def split_gini(y, left):
    """Gini of both sides of a split, weighted by their rows; math.inf if a side is empty."""
    here = [label for label, goes in zip(y, left) if goes]
    there = [label for label, goes in zip(y, left) if not goes]
    return sum(len(part) * gini(part) for part in (here, there) if part) / len(y)
