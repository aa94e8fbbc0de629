# loses permutation-tests: "with replacement"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    """Two-sided p-value of statistic(a, b), by dealing the values again."""
    bar = abs(statistic(a, b)) - 1e-9
    hits = 0
    for _ in range(draws):
        if paired:
            one, two = rearrange(a, b, True, rng)
        else:
            slips = rng.choice([*a, *b], len(a) + len(b))
            one, two = slips[: len(a)], slips[len(a) :]
        hits += abs(statistic(one, two)) >= bar
    return (1 + hits) / (1 + draws)
