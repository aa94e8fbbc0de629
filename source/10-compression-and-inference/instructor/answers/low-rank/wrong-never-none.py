# loses low-rank-tests: "the example", "singular values 4, 2, 1 and 1, in six rows and five columns", "other matrices, near the limit"
def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    U, S, V = torch.linalg.svd(weight, full_matrices=False)
    rank = 1
    while S[rank:].norm() > error * S.norm():
        rank += 1
    return U[:, :rank] * S[:rank], V[:rank]
