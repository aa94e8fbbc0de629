# loses factors-tests: "2 planted tastes", "3 planted tastes"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    readers = rng.normal(0, 0.1, (counts.shape[0], d))
    for _ in range(rounds):
        articles = half_step(counts.T, readers, alpha, weight)
        readers = half_step(counts, articles, alpha, weight)
    return readers, articles
