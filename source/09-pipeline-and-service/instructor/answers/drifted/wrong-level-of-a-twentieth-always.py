# loses drifted-tests in "level and least": "at level 1e-40"
def drifted(reference, new, level=0.05, least=0.1):
    """Names of the columns that have drifted, in the order of reference."""
    names = []
    for name, values in reference.items():
        old = np.nan_to_num(np.asarray(values, dtype=float), nan=-1e300)
        now = np.nan_to_num(np.asarray(new[name], dtype=float), nan=-1e300)
        chance = stats.ks_2samp(old, now, method="asymp").pvalue
        if chance < 0.05 / len(reference) and psi(values, new[name]) > least:
            names.append(name)
    return names
