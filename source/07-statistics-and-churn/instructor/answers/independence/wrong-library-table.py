# loses independence-tests: "uses chi2_contingency"
def association(table):
    found = stats.chi2_contingency(table, correction=False)
    n = np.sum(table)
    k = min(np.shape(table)) - 1
    return {
        "expected": found.expected_freq, "statistic": found.statistic, "freedom": found.dof,
        "effect": math.sqrt(found.statistic / n / k) if k else 0.0, "small": bool((found.expected_freq < 5).any()),
    }


def table_p(table, rng, draws=2999):
    return stats.chi2_contingency(table, correction=False).pvalue
