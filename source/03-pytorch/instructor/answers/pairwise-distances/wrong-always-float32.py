# loses pairwise-distances-tests: "dtype", "float32"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    out = torch.zeros(len(a), len(b))
    squares = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    same = squares == 0
    return out + torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt()).to(out.dtype)
