# loses auc-gain-tests: "the gain"
def auc_gain(scores, baseline, left):
    """How much higher the AUC of the scores is than the baseline's, and a 95 in 100 interval: (gain, low, high)."""
    left = np.array(left) == 1
    won = []
    for ranking in (np.array(scores, dtype=float), np.array(baseline, dtype=float)):
        leavers, stayers = ranking[left][:, None], ranking[~left][None, :]
        won.append((leavers > stayers) + 0.5 * (leavers == stayers))
    difference = won[0] - won[1]  # leavers by stayers
    of_leavers, of_stayers = difference.mean(axis=1), difference.mean(axis=0)
    swing = 1.96 * math.sqrt(of_leavers.var(ddof=1) / len(of_leavers) + of_stayers.var(ddof=1) / len(of_stayers))
    gain = abs(float(difference.mean()))
    return gain, gain - swing, gain + swing
