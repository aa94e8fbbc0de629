def gini(y):
    p = np.mean(y)
    return float(1 - p**2 - (1 - p) ** 2)


def split_gini(y, left):
    y, left = np.array(y), np.array(left, dtype=bool)
    if left.all() or not left.any():
        return math.inf
    return float(np.average([gini(y[left]), gini(y[~left])], weights=[left.sum(), (~left).sum()]))
