# loses half-step-tests: "objectives of other"
def half_step(counts, fixed, alpha, weight):
    counts = np.asarray(counts, dtype=float)
    out = np.zeros((len(counts), fixed.shape[1]))
    for i, row in enumerate(counts):
        c = 1 + alpha * row
        p = (row > 0).astype(float)
        out[i] = np.linalg.solve(fixed.T @ (c[:, None] * fixed) + weight * np.eye(fixed.shape[1]), fixed.T @ (c * p))
    return out


def objective(counts, readers, articles, alpha, weight):
    c = 1 + alpha * counts
    p = counts >= 1
    return float((c * (p - readers @ articles.T) ** 2).sum() + weight * ((readers ** 2).sum() + (articles ** 2).sum()))
