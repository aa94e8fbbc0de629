# loses auc-gain-tests: "both rankings on the same rows"
def auc_gain(scores, baseline, left):
    """How much higher the AUC of the scores is than the baseline's, and a 95 in 100 interval: (gain, low, high)."""
    left = np.array(left) == 1
    won = []
    for ranking in (np.array(scores, dtype=float), np.array(baseline, dtype=float)):
        leavers, stayers = ranking[left][:, None], ranking[~left][None, :]
        won.append((leavers > stayers) + 0.5 * (leavers == stayers))
    difference = won[0] - won[1]  # leavers by stayers
    variance = 0
    for one in won:
        of_leavers, of_stayers = one.mean(axis=1), one.mean(axis=0)
        variance += of_leavers.var(ddof=1) / len(of_leavers) + of_stayers.var(ddof=1) / len(of_stayers)
    swing = 1.96 * math.sqrt(variance)
    gain = float(difference.mean())
    return gain, gain - swing, gain + swing
