# loses kernel-shap-tests: "kernel_shap"
def kernel_shap(predict, x, background, draws, rng):
    d = len(x)
    base = set_value(predict, x, background, [])
    full = set_value(predict, x, background, list(range(d)))
    sets, weights = [], []
    if draws >= 2 ** d - 2:
        kw = kernel_weights(d)
        for size in range(1, d):
            for s in itertools.combinations(range(d), size):
                sets.append(list(s)); weights.append(kw[size - 1])
    else:
        sizes = np.arange(1, d)
        p = 1 / (sizes * (d - sizes))
        for size in np.sort(np.append(np.repeat(sizes, (draws * p / p.sum()).astype(int)), rng.choice(sizes, draws - (draws * p / p.sum()).astype(int).sum(), p=p / p.sum()))):
            sets.append(rng.choice(d, size, replace=False).tolist()); weights.append(1.0)
    values = [set_value(predict, x, background, s) for s in sets]
    mask = np.zeros((len(sets), d))
    for k, s in enumerate(sets): mask[k, s] = 1
    return base, fit_sets(mask, np.array(values), np.array(weights), base, full)
