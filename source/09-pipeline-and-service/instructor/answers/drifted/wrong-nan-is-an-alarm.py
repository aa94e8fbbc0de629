# loses drifted-tests: "an alarm in 0.05 of the weeks"
def drifted(reference, new, level=0.05, least=0.1):
    """Names of the columns that have drifted, in the order of reference."""
    names = []
    for name, values in reference.items():
        old = np.asarray(values, dtype=float)
        now = np.asarray(new[name], dtype=float)
        chance = stats.ks_2samp(old, now, method="asymp").pvalue
        if not chance >= level / len(reference) and psi(values, new[name]) > least:
            names.append(name)
    return names
