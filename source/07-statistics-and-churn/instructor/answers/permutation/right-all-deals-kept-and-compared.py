def permutation_test(a, b, statistic, paired, rng, draws=999):
    pool, n = np.array([*a, *b], float), len(a)
    if paired:
        swap = rng.random((draws, n)) < 0.5
        ones, twos = np.where(swap, pool[n:], pool[:n]), np.where(swap, pool[:n], pool[n:])
    else:
        dealt = rng.permuted(np.tile(pool, (draws, 1)), axis=1)
        ones, twos = dealt[:, :n], dealt[:, n:]
    values = np.array([statistic(a, b), *(statistic(x, y) for x, y in zip(ones, twos))])
    return float(np.mean(np.round(np.abs(values), 9) >= round(abs(values[0]), 9)))
