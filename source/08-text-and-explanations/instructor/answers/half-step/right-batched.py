def half_step(counts, fixed, alpha, weight):
    """The best factors for the rows of counts, while those of the columns are fixed."""
    c = 1.0 + alpha * counts
    left = np.einsum("ui,id,ie->ude", c, fixed, fixed) + weight * np.eye(fixed.shape[1])
    right = (c * (counts > 0)) @ fixed
    return np.linalg.solve(left, right[..., None])[..., 0]


def objective(counts, readers, articles, alpha, weight):
    """The weighted squared error of all cells, and the weighted squares of all factors."""
    fit = np.einsum("ud,id->ui", readers, articles)
    gaps = fit[counts == 0]
    hits = (1 + alpha * counts[counts > 0]) * (1 - fit[counts > 0]) ** 2
    return hits.sum() + (gaps**2).sum() + weight * (np.square(readers).sum() + np.square(articles).sum())
