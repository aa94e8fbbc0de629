def factorise(counts, d, alpha, weight, rounds, rng):
    """Factors of readers and of articles, by alternating least squares."""

    def best(table, fixed):
        gram = fixed.T @ fixed + weight * np.eye(d)
        return np.array([
            np.linalg.solve(gram + (fixed.T * (alpha * row)) @ fixed, fixed.T @ ((1 + alpha * row) * (row > 0)))
            for row in table
        ])

    items = rng.standard_normal((counts.shape[1], d)) / 100
    people = best(counts, items)
    items = best(counts.T, people)
    for _ in range(1, rounds):
        people = best(counts, items)
        new = best(counts.T, people)
        items = new
    return [people, items]
