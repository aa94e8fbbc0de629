# loses shapley-tests: "ten features"
def shapley_values(predict, x, background):
    """(base, values): the exact Shapley values of x's features."""
    d, seen = len(x), {}

    def v(some):
        if frozenset(some) not in seen:
            seen[frozenset(some)] = set_value(predict, x, background, list(some))
        return seen[frozenset(some)]

    rng = np.random.default_rng(0)
    orders = list(itertools.permutations(range(d))) if d < 7 else [rng.permutation(d).tolist() for _ in range(500)]
    values = np.zeros(d)
    for order in orders:
        for place, feature in enumerate(order):
            values[feature] += (v(order[: place + 1]) - v(order[:place])) / len(orders)
    return v([]), values
