def gini(y):
    from itertools import product
    return sum(a != b for a, b in product(y, y)) / len(y) ** 2


def split_gini(y, left):
    total = 0
    for side in (True, False):
        labels = [label for label, goes in zip(y, left) if goes == side]
        if not labels:
            return float("inf")
        total += len(labels) / len(y) * gini(labels)
    return total
