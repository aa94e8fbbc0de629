# loses best-split-tests: "not the best split"
def best_split(values, y, kind):
    if kind == "number":
        order = sorted(set(values))
        rules = [(round((a + b) / 2, 1), [v <= (a + b) / 2 for v in values]) for a, b in zip(order, order[1:])]
    else:
        groups = {}
        for v, label in zip(values, y):
            groups.setdefault(v, []).append(label)
        shares = {v: sum(g) / len(g) for v, g in groups.items()}
        order = sorted(shares, key=shares.get)
        rules = [(set(order[:k]), [v in set(order[:k]) for v in values]) for k in range(1, len(order))]
    best = None
    for rule, left in rules:
        found = split_gini(y, left)
        if best is None or found < best[1]:
            best = rule, found
    return best
