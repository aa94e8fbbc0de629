# loses factors-tests: "one round"
def factorise(counts, d, alpha, weight, rounds, rng):
    readers = rng.normal(0, 0.1, (counts.shape[0], d))
    articles = half_step(counts.T, readers, alpha, weight)
    for _ in range(rounds - 1):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    return readers, articles
