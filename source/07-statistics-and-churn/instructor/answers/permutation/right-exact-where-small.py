def permutation_test(a, b, statistic, paired, rng, draws=999):
    from itertools import combinations, product

    seen = abs(statistic(a, b))
    ways = 2 ** len(a) if paired else math.comb(len(a) + len(b), len(a))
    if ways > 10_000:
        values = [abs(statistic(*rearrange(a, b, paired, rng))) for _ in range(draws)]
        return (1 + sum(v > seen or math.isclose(v, seen, abs_tol=1e-9) for v in values)) / (1 + draws)
    hits = 0
    if paired:
        for swaps in product([0, 1], repeat=len(a)):
            one = [y if s else x for x, y, s in zip(a, b, swaps)]
            two = [x if s else y for x, y, s in zip(a, b, swaps)]
            hits += abs(statistic(one, two)) >= seen - 1e-9
    else:
        pool = [*a, *b]
        for chosen in combinations(range(len(pool)), len(a)):
            left = set(chosen)
            one = [pool[i] for i in chosen]
            two = [v for i, v in enumerate(pool) if i not in left]
            hits += abs(statistic(one, two)) >= seen - 1e-9
    return hits / ways
