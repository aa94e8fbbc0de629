# loses best-split-tests: "the Gini reached"
def best_split(values, y, kind):
    if len(set(values)) == 1:
        return None
    if kind == "category":
        from itertools import combinations
        names = sorted(set(values))
        sets = [set(some) for size in range(1, len(names)) for some in combinations(names, size)]
        best = min(sets, key=lambda some: split_gini(y, [value in some for value in values]))
        return best, split_gini(y, [value in best for value in values])
    order = sorted(range(len(y)), key=lambda row: values[row])
    tried = []
    for cut in range(1, len(order)):
        low, high = values[order[cut - 1]], values[order[cut]]
        tried.append((split_gini(y, [row in order[:cut] for row in range(len(y))]), (low + high) / 2))
    reached, rule = min(tried)
    return rule, reached
