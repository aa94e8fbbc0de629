def half_step(counts, fixed, alpha, weight):
    """The best factors for the rows of counts, while those of the columns are fixed."""
    d = fixed.shape[1]
    result = []
    for row in np.asarray(counts, dtype=float):
        root = np.sqrt(1 + alpha * row)
        a = np.vstack([fixed * root[:, np.newaxis], math.sqrt(weight) * np.identity(d)])
        b = np.concatenate([root * np.where(row > 0, 1.0, 0.0), np.zeros(d)])
        result.append(np.linalg.lstsq(a, b, rcond=None)[0])
    return np.array(result)


def objective(counts, readers, articles, alpha, weight):
    """The weighted squared error of all cells, and the weighted squares of all factors."""
    total = weight * sum(float(np.dot(v, v)) for side in (readers, articles) for v in side)
    for u, row in enumerate(counts):
        for i, r in enumerate(row):
            total += (1 + alpha * r) * ((1 if r > 0 else 0) - readers[u] @ articles[i]) ** 2
    return total
