def auc_gain(scores, baseline, left):
    left = np.array(left)
    d = 0
    for sign, ranking in ((1, scores), (-1, baseline)):
        x = np.array(ranking, dtype=float)
        d = d + sign * (np.sign(np.subtract.outer(x[left == 1], x[left == 0])) + 1) / 2
    m, n = d.shape
    gain = d.mean()
    without = [(d.sum() - d[i].sum()) / ((m - 1) * n) for i in range(m)] + [(d.sum() - d[:, j].sum()) / (m * (n - 1)) for j in range(n)]
    count = m + n
    error = np.sqrt((count - 1) / count * np.sum((np.array(without) - np.mean(without)) ** 2))
    return float(gain), float(gain - 1.96 * error), float(gain + 1.96 * error)
