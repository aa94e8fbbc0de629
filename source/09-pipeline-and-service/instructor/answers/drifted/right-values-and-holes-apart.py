def drifted(reference, new, level=0.05, least=0.1):
    each = level / len(reference) / 2
    result = []
    for name in reference:
        old, now = np.array(reference[name], float), np.array(new[name], float)
        gone, left = np.isnan(old), np.isnan(now)
        odd = 1.0
        if gone.any() or left.any():
            odd = stats.fisher_exact([[gone.sum(), (~gone).sum()], [left.sum(), (~left).sum()]]).pvalue
        gap = stats.ks_2samp(old[~gone], now[~left], method="asymp").pvalue if (~left).any() else 1.0
        if min(odd, gap) <= each and psi(reference[name], new[name]) > least:
            result.append(name)
    return result
