# loses grow-tests: "chances of"
def grow(frame, y, depth, categories):
    """A tree of at most `depth` questions one after the other, each the best of its node."""
    found = []
    if depth > 0 and 0 < sum(y) < len(y):
        for name in frame.columns:
            split = best_split(frame[name].tolist(), y, "category" if name in categories else "number")
            if split is not None:
                found.append((split[1], name, split[0]))
    if not found:
        return {"chance": sum(y) / len(y)}
    _, name, rule = min(found, key=lambda one: one[0])
    left = [goes_left(value, rule) for value in frame[name].tolist()]
    right = [not goes for goes in left]
    return {
        "column": name, "rule": rule,
        "left": grow(frame[left], [one for one, goes in zip(y, left) if goes], depth - 1, categories),
        "right": grow(frame[right], [one for one, goes in zip(y, right) if goes], depth - 1, categories),
    }


def goes_left(value, rule):
    return value in rule if isinstance(rule, set) else value <= rule


def chances(tree, frame):
    """The chance that the tree gives to each row of frame, in order."""
    found = []
    for row in frame.to_dict("records"):
        node = tree
        while "column" in node:
            node = node["left"] if goes_left(row[node["column"]], node["rule"]) else node["right"]
        found.append(int(node["chance"] > 0.5))
    return found
