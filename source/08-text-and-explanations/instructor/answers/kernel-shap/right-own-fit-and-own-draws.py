def kernel_shap(predict, x, background, draws, rng):
    d = len(x)
    start, end = (float(np.mean(predict(np.array(rows, dtype=float)))) for rows in (background, [x] * len(background)))
    if draws < 2**d - 2:
        edges = np.cumsum([1 / (s * (d - s)) for s in range(1, d)])
        picked = []
        for _ in range(draws):
            size = 1 + int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))
            picked.append((tuple(rng.permutation(d)[:size]), 1.0))
    else:
        picked = [(some, 1 / (math.comb(d, s) * s * (d - s))) for s in range(1, d) for some in itertools.combinations(range(d), s)]
    gram, right = np.zeros((d, d)), np.zeros(d)
    for some, weight in picked:
        mask = np.zeros(d)
        mask[list(some)] = 1
        rows = np.array(background, dtype=float)
        rows[:, list(some)] = np.asarray(x, dtype=float)[list(some)]
        gram += weight * np.outer(mask, mask)
        right += weight * mask * (predict(rows).mean() - start)
    inverse = np.linalg.inv(gram)
    free = inverse @ right
    return start, free - inverse.sum(axis=1) * (free.sum() - (end - start)) / inverse.sum()
