def auc_gain(scores, baseline, left):
    scores, baseline, left = (np.asarray(x, dtype=float) for x in (scores, baseline, left))
    a, b = np.flatnonzero(left == 1), np.flatnonzero(left == 0)

    def pairs(x):
        return np.sign(x[a][:, None] - x[b][None, :]) / 2

    d = pairs(scores) - pairs(baseline)
    rng = np.random.default_rng(0)
    draws = [d[np.ix_(rng.integers(0, len(a), len(a)), rng.integers(0, len(b), len(b)))].mean() for _ in range(1000)]
    gain, error = d.mean(), np.std(draws)
    return gain, gain - 1.96 * error, gain + 1.96 * error
