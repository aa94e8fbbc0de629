def forest(train, y, new, trees, features, seed):
    rng = np.random.default_rng(seed)
    x, y, fresh = train.to_numpy(float), np.array(y), new.to_numpy(float)

    def cut(rows, column):
        order = rows[np.argsort(x[rows, column], kind="stable")]
        values, ones = x[order, column], np.cumsum(y[order])
        count = np.arange(1, len(rows))
        p, q = ones[:-1] / count, (ones[-1] - ones[:-1]) / (len(rows) - count)
        gini = count * p * (1 - p) + (len(rows) - count) * q * (1 - q)
        gini[values[:-1] == values[1:]] = np.inf
        best = int(gini.argmin())
        return gini[best], column, (values[best] + values[best + 1]) / 2

    def grown(rows):
        if len(set(y[rows].tolist())) == 1:
            return int(y[rows[0]])
        tried = []
        for column in rng.permutation(x.shape[1]).tolist():
            if len(tried) == features:
                break
            if np.ptp(x[rows, column]) > 0:
                tried.append(cut(rows, column))
        if not tried:
            return int(2 * y[rows].sum() > len(rows))
        _, column, threshold = min(tried)
        left = x[rows, column] <= threshold
        return column, threshold, grown(rows[left]), grown(rows[~left])

    def vote(node, row):
        while isinstance(node, tuple):
            node = node[2] if row[node[0]] <= node[1] else node[3]
        return node

    drawn = [rng.integers(0, len(x), len(x)) for _ in range(trees)]
    woods = [grown(bag) for bag in drawn]
    return {
        "drawn": [bag.tolist() for bag in drawn],
        "votes": [[vote(tree, row) for row in x] for tree in woods],
        "chances": [float(np.mean([vote(tree, row) for tree in woods])) for row in fresh],
    }
