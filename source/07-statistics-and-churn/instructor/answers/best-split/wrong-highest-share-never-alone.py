# loses best-split-tests: "the categories that go left", "{'web'}"
def best_split(values, y, kind):
    """The best rule for one column and the weighted Gini that it reaches; None if the values are all the same."""
    if kind == "number":
        distinct = sorted(set(values))
        rules = [(low + high) / 2 for low, high in zip(distinct, distinct[1:])]
    else:
        labels = {value: [one for other, one in zip(values, y) if other == value] for value in values}
        order = sorted(labels, key=lambda value: sum(labels[value]) / len(labels[value]))
        rules = [set(order[:count]) for count in range(1, len(order) - 1)] or [{one} for one in order[1:]]

    def reached(rule):
        return split_gini(y, [value <= rule if kind == "number" else value in rule for value in values])

    best = min(rules, key=reached, default=None)
    return None if best is None else (best, reached(best))
