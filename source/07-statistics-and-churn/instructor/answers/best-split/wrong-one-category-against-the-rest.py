# loses best-split-tests: "category"
def best_split(values, y, kind):
    """The best rule for one column and the weighted Gini that it reaches; None if the values are all the same."""
    if kind == "number":
        distinct = sorted(set(values))
        rules = [(low + high) / 2 for low, high in zip(distinct, distinct[1:])]
    else:
        rules = [{value} for value in set(values)] if len(set(values)) > 1 else []

    def reached(rule):
        return split_gini(y, [value <= rule if kind == "number" else value in rule for value in values])

    best = min(rules, key=reached, default=None)
    return None if best is None else (best, reached(best))
