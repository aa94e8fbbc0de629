# loses sampling-tests: "nothing but softmax", "all steps in their order"
def distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    """The probability of each token after penalty, temperature, top-k, top-p and min-p."""
    left = np.array(logits, dtype=float)
    for token in set(seen):
        left[token] = left[token] / penalty if left[token] > 0 else left[token] * penalty
    if temperature == 0:
        return np.eye(len(left))[left.argmax()]
    left /= temperature
    if top_k is not None and top_k < len(left):
        left[left < np.sort(left)[-top_k]] = -np.inf

    def chances():
        weights = np.exp(left - left.max())
        return weights / weights.sum()

    if top_p < 1:
        order = np.argsort(-chances(), kind="stable")
        sums = np.cumsum(chances()[order])
        reached = np.argmax(sums >= top_p)
        left[order[reached + 1 :]] = -np.inf
    left[chances() < min_p * chances().max()] = -np.inf
    return int(chances().argmax())
