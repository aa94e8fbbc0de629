def psi(reference, new, bins=10):
    first, second = pd.Series(reference, dtype=float), pd.Series(new, dtype=float)
    inner = first.dropna().quantile([k / bins for k in range(1, bins)]).drop_duplicates() if bins > 1 else pd.Series([], dtype=float)
    edges = [-np.inf, *inner, np.inf]
    tables = [pd.cut(s, edges, right=True).value_counts(sort=False, dropna=False) for s in (first, second)]
    holes = int(first.isna().any() or second.isna().any())
    total = np.float64(0)
    size = len(edges) - 1 + holes
    pairs = [(tables[0].iloc[k], tables[1].iloc[k]) for k in range(len(edges) - 1)]
    if holes:
        pairs.append((first.isna().sum(), second.isna().sum()))
    for a, b in pairs:
        p = (a + 0.5) / (len(first) + size / 2)
        q = (b + 0.5) / (len(second) + size / 2)
        total += (q - p) * (np.log(q) - np.log(p))
    return total
