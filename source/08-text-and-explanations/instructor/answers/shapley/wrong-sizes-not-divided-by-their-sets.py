# loses shapley-tests: "values"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    d = len(x)
    value = {}
    for size in range(d + 1):
        for chosen in itertools.combinations(range(d), size):
            value[frozenset(chosen)] = set_value(predict, x, background, chosen)
    values = []
    for feature in range(d):
        total = 0.0
        for chosen, before in value.items():
            if feature not in chosen:
                first, later = len(chosen), d - len(chosen) - 1
                share = 1 / d
                total += share * (value[chosen | {feature}] - before)
        values.append(total)
    return value[frozenset()], values
