def grow(frame, y, depth, categories):
    y = np.array(y)
    root = {}
    todo = [(root, np.arange(len(y)), depth)]
    while todo:
        node, rows, left_over = todo.pop()
        best = None
        if left_over and len(set(y[rows])) > 1:
            for name in frame:
                values = frame[name].iloc[rows].tolist()
                kind = "category" if name in categories else "number"
                split = best_split(values, y[rows].tolist(), kind)
                if split and (best is None or split[1] <= best[1]):
                    best = name, split[1], split[0]
        if best is None:
            node["chance"] = float(y[rows].mean())
            continue
        name, _, rule = best
        goes = frame[name].iloc[rows]
        goes = (goes.isin(list(rule)) if isinstance(rule, (set, frozenset)) else goes <= rule).to_numpy()
        node.update(column=name, rule=rule, left={}, right={})
        todo += [(node["left"], rows[goes], left_over - 1), (node["right"], rows[~goes], left_over - 1)]
    return root


def chances(tree, frame):
    found = pd.Series(0.0, index=range(len(frame)))
    todo = [(tree, np.arange(len(frame)))]
    while todo:
        node, rows = todo.pop()
        if "column" not in node:
            found.iloc[rows] = node["chance"]
            continue
        values = frame[node["column"]].iloc[rows]
        rule = node["rule"]
        goes = np.array([v in rule if isinstance(rule, set) else v <= rule for v in values], dtype=bool)
        todo += [(node["left"], rows[goes]), (node["right"], rows[~goes])]
    return found.tolist()
