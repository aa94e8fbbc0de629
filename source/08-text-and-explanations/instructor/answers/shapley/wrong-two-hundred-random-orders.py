# loses shapley-tests: "values"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    d, rng, seen = len(x), np.random.default_rng(0), {}

    def v(some):
        if frozenset(some) not in seen:
            seen[frozenset(some)] = set_value(predict, x, background, list(some))
        return seen[frozenset(some)]

    values = np.zeros(d)
    for _ in range(200):
        order = rng.permutation(d).tolist()
        for place, feature in enumerate(order):
            values[feature] += (v(order[: place + 1]) - v(order[:place])) / 200
    return v([]), values
