# loses shapley-tests: "asked for more"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    d = len(x)
    values = [0.0] * d
    for order in itertools.permutations(range(d)):
        before = set_value(predict, x, background, [])
        for place, feature in enumerate(order):
            after = set_value(predict, x, background, order[: place + 1])
            values[feature] += (after - before) / math.factorial(d)
            before = after
    return set_value(predict, x, background, []), values
