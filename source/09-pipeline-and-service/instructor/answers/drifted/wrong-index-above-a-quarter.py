# loses drifted-tests in "not chance: other quiet weeks, twenty columns, few rows": "an alarm in 0.05 of the weeks"
def drifted(reference, new, level=0.05, least=0.1):
    """Names of the columns that have drifted, in the order of reference."""
    names = []
    for name, values in reference.items():
        old = np.nan_to_num(np.asarray(values, dtype=float), nan=-1e300)
        now = np.nan_to_num(np.asarray(new[name], dtype=float), nan=-1e300)
        chance = stats.ks_2samp(old, now, method="asymp").pvalue
        if psi(values, new[name]) > max(least, 0.25):
            names.append(name)
    return names
