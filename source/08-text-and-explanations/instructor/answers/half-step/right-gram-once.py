def half_step(counts, fixed, alpha, weight):
    """The best factors for the rows of counts, while those of the columns are fixed."""
    base = fixed.T @ fixed + weight * np.eye(fixed.shape[1])
    out = np.zeros((counts.shape[0], fixed.shape[1]))
    for u in range(counts.shape[0]):
        read = np.flatnonzero(counts[u])
        if read.size == 0:
            continue
        extra = alpha * counts[u, read]
        some = fixed[read]
        out[u] = np.linalg.inv(base + (some.T * extra) @ some) @ (some.T @ (1 + extra))
    return out


def objective(counts, readers, articles, alpha, weight):
    """The weighted squared error of all cells, and the weighted squares of all factors."""
    p = np.where(counts > 0, 1.0, 0.0)
    return float(
        np.sum((1 + alpha * counts) * np.square(p - readers.dot(articles.T)))
        + weight * (np.linalg.norm(readers) ** 2 + np.linalg.norm(articles) ** 2)
    )
