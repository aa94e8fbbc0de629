def auc_gain(scores, baseline, left):
    from scipy.stats import rankdata
    scores, baseline, left = np.array(scores, float), np.array(baseline, float), np.array(left)

    def auc(x, y):
        n = y.sum()
        return (rankdata(x)[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n))

    def gain_of(rows):
        return auc(scores[rows], left[rows]) - auc(baseline[rows], left[rows])

    rng = np.random.default_rng(8)
    drawn = [gain_of(rng.integers(0, len(left), len(left))) for _ in range(800)]
    gain = gain_of(np.arange(len(left)))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(gain), float(min(low, gain)), float(max(high, gain))
