def kernel_shap(predict, x, background, draws, rng):
    d, m = len(x), len(background)
    everything = (np.arange(1, 2**d - 1)[:, None] >> np.arange(d)) & 1
    if len(everything) <= draws:
        mask, weight = everything, np.array(kernel_weights(d))[everything.sum(axis=1) - 1]
    else:
        odds = np.array([1 / (s * (d - s)) for s in range(1, d)])
        size = 1 + rng.choice(d - 1, size=draws, p=odds / odds.sum())
        rank = rng.random((draws, d)).argsort(axis=1).argsort(axis=1)
        mask, weight = (rank < size[:, None]).astype(int), np.full(draws, 0.5)
    mask = np.vstack([mask, np.zeros(d, int), np.ones(d, int)])
    rows = np.where(mask[:, None, :] == 1, x, background[None]).reshape(-1, d)
    v = predict(rows).reshape(len(mask), m).mean(axis=1)
    return v[-2], np.array(fit_sets(mask[:-2], v[:-2], weight, v[-2], v[-1]))
