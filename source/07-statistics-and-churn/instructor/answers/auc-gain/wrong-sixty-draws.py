# loses auc-gain-tests: "gains near the border", "other customers"
def auc_gain(scores, baseline, left):
    scores, baseline, left = (np.asarray(v, dtype=float) for v in (scores, baseline, left))

    def auc(s, y):
        one, two = s[y == 1], s[y == 0]
        ranks = pd.Series(np.concatenate([one, two])).rank().to_numpy()
        return (ranks[: len(one)].sum() - len(one) * (len(one) + 1) / 2) / (len(one) * len(two))

    gain = auc(scores, left) - auc(baseline, left)
    rng = np.random.default_rng(1)
    seen = []
    for _ in range(60):
        rows = rng.integers(0, len(left), len(left))
        seen.append(auc(scores[rows], left[rows]) - auc(baseline[rows], left[rows]))
    low, high = np.percentile(seen, [2.5, 97.5])
    return float(gain), float(min(low, gain)), float(max(high, gain))
