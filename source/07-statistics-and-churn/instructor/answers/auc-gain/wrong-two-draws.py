# loses auc-gain-tests: "both rankings on the same rows"
def auc_gain(scores, baseline, left):
    from scipy.stats import rankdata
    scores, baseline, left = np.array(scores, float), np.array(baseline, float), np.array(left)

    def auc(x, y):
        n = y.sum()
        return (rankdata(x)[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n))

    rng = np.random.default_rng(8)
    drawn = []
    for _ in range(800):
        one, other = rng.integers(0, len(left), (2, len(left)))
        drawn.append(auc(scores[one], left[one]) - auc(baseline[other], left[other]))
    gain = auc(scores, left) - auc(baseline, left)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return gain, min(low, gain), max(high, gain)
