# loses permutation-tests: "about"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    bar = abs(statistic(a, b)) - 1e-9
    hits = 0
    for _ in range(draws):
        hits += statistic(*rearrange(a, b, paired, rng)) >= bar
    return (1 + hits) / (1 + draws)
