# loses permutation-tests: "one side"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    seen = statistic(a, b)
    sign = 1 if seen > 0 else -1
    bar = abs(seen) - 1e-9
    hits = 0
    for _ in range(draws):
        hits += sign * statistic(*rearrange(a, b, paired, rng)) >= bar
    return (1 + hits) / (1 + draws)
