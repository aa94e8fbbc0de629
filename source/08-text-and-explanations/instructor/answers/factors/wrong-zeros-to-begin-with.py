# loses factors-tests: "the example", "one round, and other seeds"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    articles = np.zeros((counts.shape[1], d))
    for _ in range(rounds):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    return readers, articles
