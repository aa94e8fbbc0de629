# loses kernel-shap-tests: "kernel_shap"
def kernel_shap(predict, x, background, draws, rng):
    """(base, values): Shapley values, exact if there are draws for every set, else about."""
    d = len(x)
    if 2**d - 2 <= draws:
        chosen = [some for size in range(1, d) for some in itertools.combinations(range(d), size)]
        weights = np.array([kernel_weights(d)[len(some) - 1] for some in chosen])
    else:
        sizes = np.arange(1, d)
        chance = 1 / (sizes * (d - sizes))
        drawn = rng.choice(sizes, draws, p=chance / chance.sum())
        quarter = drawn[: (draws + 3) // 4]
        chosen = ([rng.choice(d, size, replace=False) for size in quarter] * 4)[:draws]
        weights = np.ones(draws)
    sets = np.zeros((len(chosen), d))
    for row, some in zip(sets, chosen):
        row[list(some)] = 1
    values = np.array([set_value(predict, x, background, some) for some in chosen])
    base = set_value(predict, x, background, [])
    full = set_value(predict, x, background, range(d))
    return base, fit_sets(sets, values, weights, base, full)
