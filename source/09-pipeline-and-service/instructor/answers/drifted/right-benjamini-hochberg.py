def drifted(reference, new, level=0.05, least=0.1):
    names = list(reference)
    lowest = -1e18
    chances = np.array([
        stats.ks_2samp(np.nan_to_num(reference[n], nan=lowest), np.nan_to_num(new[n], nan=lowest), method="asymp").pvalue
        for n in names
    ])
    order = np.argsort(chances)
    good = chances[order] <= level * np.arange(1, len(names) + 1) / len(names)
    last = np.flatnonzero(good).max() + 1 if good.any() else 0
    chosen = set(order[:last].tolist())
    return [n for i, n in enumerate(names) if i in chosen and psi(reference[n], new[n], 10) > least]
