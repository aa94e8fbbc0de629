# loses psi-tests: "psi of the example"
def psi(reference, new, bins=10):
    """The population stability index of new against reference."""
    old = np.asarray(reference, dtype=float)
    now = np.asarray(new, dtype=float)
    numbers = old[~np.isnan(old)]
    cuts = np.unique(np.quantile(numbers, np.arange(1, bins) / bins))
    missing = np.isnan(old).any() or np.isnan(now).any()
    size = len(cuts) + 1 + int(missing)
    shares = []
    for values in (old, now):
        holes = np.isnan(values)
        places = np.where(holes, size - 1, np.searchsorted(cuts, values))
        shares.append((np.bincount(places, minlength=size) + 0.5) / (len(values) + 0.5 * size))
    p, q = shares
    return float((q * np.log(q / p)).sum())
