# loses factors-tests: "the example"
def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    articles = rng.normal(0, 0.1, (counts.shape[1], d))
    for _ in range(rounds):
        readers = half_step(counts, articles, alpha, weight)
        articles = half_step(counts.T, readers, alpha, weight)
    length = np.linalg.norm(articles, axis=1, keepdims=True)
    return readers, articles / np.where(length > 0, length, 1)
