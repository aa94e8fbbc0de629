def shapley_values(predict, x, background):
    """All orders up to six features; beyond that a mean over sizes of means over sets."""
    d, seen = len(x), {}

    def v(some):
        key = tuple(sorted(some))
        if key not in seen:
            seen[key] = set_value(predict, x, background, key)
        return seen[key]

    values = [0.0] * d
    if d <= 6:
        orders = list(itertools.permutations(range(d)))
        for order in orders:
            for place, feature in enumerate(order):
                values[feature] += (v(order[: place + 1]) - v(order[:place])) / len(orders)
    else:
        for feature in range(d):
            others = [j for j in range(d) if j != feature]
            for size in range(d):
                adds = [v((*some, feature)) - v(some) for some in itertools.combinations(others, size)]
                values[feature] += sum(adds) / len(adds) / d
    return v(()), np.array(values)
