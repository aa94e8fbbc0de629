def grow(frame, y, depth, categories):
    from itertools import combinations
    leaf = {"chance": sum(y) / len(y)}
    if depth == 0 or len(set(y)) == 1:
        return leaf
    options = []
    for name in reversed(list(frame.columns)):
        values = frame[name].tolist()
        found = sorted(set(values))
        if name in categories:
            rules = [set(c) for k in range(1, len(found)) for c in combinations(found, k)]
        else:
            rules = found[:-1]
        for rule in rules:
            left = [v in rule if name in categories else v <= rule for v in values]
            options.append((split_gini(y, left), name, rule, left))
    if not options:
        return leaf
    _, name, rule, left = min(options, key=lambda o: o[0])
    sides = {}
    for branch, wanted in (("left", True), ("right", False)):
        rows = [place for place, goes in enumerate(left) if goes is wanted]
        sides[branch] = grow(frame.iloc[rows], [y[place] for place in rows], depth - 1, categories)
    return {"column": name, "rule": rule, **sides}


def chances(tree, frame):
    def one(node, row):
        if "chance" in node:
            return node["chance"]
        value, rule = row[node["column"]], node["rule"]
        left = value <= rule if isinstance(rule, (int, float)) else value in rule
        return one(node["left" if left else "right"], row)

    return [one(tree, row) for _, row in frame.iterrows()]
