# loses factors-tests: "one round, and other seeds"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    articles = rng.normal(0, 0.1, (counts.shape[1], 2))
    for _ in range(rounds):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    return readers, articles
