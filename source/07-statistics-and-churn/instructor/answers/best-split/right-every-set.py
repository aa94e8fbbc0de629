from itertools import combinations


def best_split(values, y, kind):
    distinct = sorted(set(values))
    if len(distinct) < 2:
        return None
    if kind == "number":
        tried = [(split_gini(y, [value <= low for value in values]), low) for low in distinct[:-1]]
    else:
        sets = [set(some) for size in range(1, len(distinct)) for some in combinations(distinct, size)]
        tried = [(split_gini(y, [value in some for value in values]), some) for some in sets]
    gini_reached, rule = min(tried, key=lambda pair: pair[0])
    return rule, gini_reached
