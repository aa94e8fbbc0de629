# loses low-rank-tests: "the example", "other matrices, near the limit"
def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    U, S, V = torch.linalg.svd(weight, full_matrices=False)
    rank = 1
    while S[rank:].norm() > error * S.norm():
        rank += 1
    if rank >= min(weight.shape) / 2:
        return None
    return U[:, :rank] * S[:rank], V[:rank]
