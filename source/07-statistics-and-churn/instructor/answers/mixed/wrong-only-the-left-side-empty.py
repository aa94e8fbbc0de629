# loses mixed-tests: "[True, True, True]"
def gini(y):
    """Gini impurity of labels 0 and 1."""
    share = sum(y) / len(y)
    return 2 * share * (1 - share)


def split_gini(y, left):
    """Gini of both sides of a split, weighted by their rows; math.inf if a side is empty."""
    here = [label for label, goes in zip(y, left) if goes]
    there = [label for label, goes in zip(y, left) if not goes]
    if not here:
        return math.inf
    if not there:
        return gini(y)
    return (len(here) * gini(here) + len(there) * gini(there)) / len(y)
