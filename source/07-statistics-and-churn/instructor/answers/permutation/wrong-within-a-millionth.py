# loses permutation-tests in "small groups and pairs": "groups of very small values"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    bar = abs(statistic(a, b))
    hits = 0
    for _ in range(draws):
        one, two = rearrange(a, b, paired, rng)
        hits += abs(statistic(one, two)) >= bar - 1e-6
    return (1 + hits) / (1 + draws)
