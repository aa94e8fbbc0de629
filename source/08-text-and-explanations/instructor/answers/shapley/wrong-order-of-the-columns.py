# loses shapley-tests: "values"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    base = before = set_value(predict, x, background, [])
    values = []
    for feature in range(len(x)):
        after = set_value(predict, x, background, range(feature + 1))
        values.append(after - before)
        before = after
    return base, values
