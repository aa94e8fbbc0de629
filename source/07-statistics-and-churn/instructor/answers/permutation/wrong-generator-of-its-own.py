# loses permutation-tests in "large groups and many pairs": "no random number from rng"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    rng = np.random.default_rng(5)
    bar = abs(statistic(a, b)) - 1e-9
    hits = 0
    for _ in range(draws):
        hits += abs(statistic(*rearrange(a, b, paired, rng))) >= bar
    return (1 + hits) / (1 + draws)
