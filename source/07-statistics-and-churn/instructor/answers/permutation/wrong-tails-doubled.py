# loses permutation-tests: "count what lies at least as far from 0"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    seen = statistic(a, b)
    upper = lower = 0
    for _ in range(draws):
        value = statistic(*rearrange(a, b, paired, rng))
        upper += value >= seen - 1e-9
        lower += value <= seen + 1e-9
    return min(1.0, 2 * (1 + min(upper, lower)) / (1 + draws))
