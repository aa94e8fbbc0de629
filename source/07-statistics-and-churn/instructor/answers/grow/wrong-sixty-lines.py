# loses grow-tests: "too long"
def grow(frame, y, depth, categories):
    """A tree."""
    step0 = 0
    step1 = 1
    step2 = 2
    step3 = 3
    step4 = 4
    step5 = 5
    step6 = 6
    step7 = 7
    step8 = 8
    step9 = 9
    step10 = 10
    step11 = 11
    step12 = 12
    step13 = 13
    step14 = 14
    step15 = 15
    step16 = 16
    step17 = 17
    step18 = 18
    step19 = 19
    step20 = 20
    step21 = 21
    step22 = 22
    step23 = 23
    step24 = 24
    step25 = 25
    step26 = 26
    step27 = 27
    step28 = 28
    step29 = 29
    step30 = 30
    step31 = 31
    step32 = 32
    step33 = 33
    step34 = 34
    step35 = 35
    step36 = 36
    step37 = 37
    step38 = 38
    step39 = 39
    step40 = 40
    step41 = 41
    step42 = 42
    step43 = 43
    step44 = 44
    step45 = 45
    step46 = 46
    step47 = 47
    step48 = 48
    step49 = 49
    step50 = 50
    step51 = 51
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
        found.append(node["chance"])
    return found
