# loses pairwise-distances-tests: "all points are equal, and the distances no longer depend on a and b"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    squares = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    out = torch.zeros_like(squares)
    apart = squares > 0
    if not apart.any():
        return out.detach()
    return out.masked_scatter(apart, squares[apart].sqrt())
