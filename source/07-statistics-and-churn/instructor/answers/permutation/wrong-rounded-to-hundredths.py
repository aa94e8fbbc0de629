# loses permutation-tests in "small groups and pairs": "groups of very small values"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    bar = round(abs(statistic(a, b)), 2)
    hits = 0
    for _ in range(draws):
        one, two = rearrange(a, b, paired, rng)
        hits += round(abs(statistic(one, two)), 2) >= bar - 1e-9
    return (1 + hits) / (1 + draws)
