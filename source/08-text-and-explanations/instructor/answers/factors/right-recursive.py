def factorise(counts, d, alpha, weight, rounds, rng, articles=None):
    """Factors of readers and of articles, by alternating least squares."""
    if articles is None:
        articles = rng.uniform(-1, 1, size=(counts.shape[1], d))
    readers = half_step(counts, articles, alpha, weight)
    articles = half_step(counts.T, readers, alpha, weight)
    return (readers, articles) if rounds == 1 else factorise(counts, d, alpha, weight, rounds - 1, rng, articles)
