# loses low-rank-tests: "other matrices, near the limit", "which rank 3 leaves exactly"
def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    U, S, V = torch.linalg.svd(weight, full_matrices=False)
    rank = 1
    while S[rank:].norm() >= error * S.norm():
        rank += 1
    if rank * sum(weight.shape) >= weight.numel():
        return None
    return U[:, :rank] * S[:rank], V[:rank]
