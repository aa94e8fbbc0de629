# loses classifier-test-tests: "rows that fit gets"
def classifier_test(reference, new, fit, rng, level=0.01):
    """(auc, alarm) of a classifier that tells new rows from reference rows it hasn't seen."""
    halves = []
    for rows in (reference, new):
        most = len(rows) * 3 // 4
        order = np.r_[rng.permutation(most), np.arange(most, len(rows))]
        halves.append((rows[order[: len(rows) // 2]], rows[order[len(rows) // 2 :]]))
    (old_learnt, old_judged), (new_learnt, new_judged) = halves
    labels = np.r_[np.zeros(len(old_learnt), int), np.ones(len(new_learnt), int)]
    score = fit(np.concatenate([old_learnt, new_learnt]), labels)
    luck = stats.mannwhitneyu(score(new_judged), score(old_judged), alternative="greater")
    auc = luck.statistic / (len(old_judged) * len(new_judged))
    return float(auc), bool(luck.pvalue <= level)
