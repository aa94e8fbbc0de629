# loses mixed-tests: "gini([0, 1, 0, 0])"
def gini(y):
    """Gini impurity of labels 0 and 1."""
    share = sum(y) / len(y)
    return min(share, 1 - share)


def split_gini(y, left):
    """Gini of both sides of a split, weighted by their rows; math.inf if a side is empty."""
    here = [label for label, goes in zip(y, left) if goes]
    there = [label for label, goes in zip(y, left) if not goes]
    if not here or not there:
        return math.inf
    return (len(here) * gini(here) + len(there) * gini(there)) / len(y)
