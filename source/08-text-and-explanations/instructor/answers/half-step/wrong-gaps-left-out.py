# loses half-step-tests: "half-steps of the example", "what is given stays as it is"
def half_step(counts, fixed, alpha, weight):
    """The best factors for the rows of counts, while those of the columns are fixed."""
    found = np.zeros((len(counts), fixed.shape[1]))
    for place, row in enumerate(counts):
        confidence = (1 + alpha * row) * (row > 0)
        left = fixed.T @ (confidence[:, None] * fixed) + weight * np.eye(fixed.shape[1])
        found[place] = np.linalg.solve(left, fixed.T @ (confidence * (row > 0)))
    return found


def objective(counts, readers, articles, alpha, weight):
    """The weighted squared error of all cells, and the weighted squares of all factors."""
    error = (counts > 0) - readers @ articles.T
    return ((1 + alpha * counts) * error**2).sum() + weight * ((readers**2).sum() + (articles**2).sum())
