# loses shapley-tests: "values"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    d = len(x)
    values = [0.0] * d
    for order in (range(d), range(d - 1, -1, -1)):
        known = []
        for feature in order:
            before = set_value(predict, x, background, known)
            known.append(feature)
            values[feature] += (set_value(predict, x, background, known) - before) / 2
    return set_value(predict, x, background, []), values
