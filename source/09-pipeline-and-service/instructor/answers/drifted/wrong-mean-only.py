# loses drifted-tests in "plain changes are found": "spread grows"
def drifted(reference, new, level=0.05, least=0.1):
    """Names of the columns that have drifted, in the order of reference."""
    names = []
    for name, values in reference.items():
        old = np.nan_to_num(np.asarray(values, dtype=float), nan=0)
        now = np.nan_to_num(np.asarray(new[name], dtype=float), nan=0)
        chance = stats.ttest_ind(old, now, equal_var=False).pvalue
        if chance < level / len(reference) and psi(values, new[name]) > least:
            names.append(name)
    return names
