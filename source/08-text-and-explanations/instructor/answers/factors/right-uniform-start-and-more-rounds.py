def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""
    n, m = counts.shape
    y = rng.random((m, d)) * 0.05
    for _ in range(rounds + 3):
        x = half_step(counts, y, alpha, weight)
        y = half_step(counts.T, x, alpha, weight)
    return x, y
