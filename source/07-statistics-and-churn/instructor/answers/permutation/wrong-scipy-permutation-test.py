# loses permutation-tests: "uses scipy"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    kind = "samples" if paired else "independent"
    result = stats.permutation_test((a, b), statistic, permutation_type=kind, n_resamples=draws, rng=rng, vectorized=False)
    return result.pvalue
