# loses factors-tests: "the example"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    articles = rng.normal(0, 0.1, (counts.shape[1], d))
    for _ in range(1):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    return readers, articles
