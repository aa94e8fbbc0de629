# loses pairwise-distances-tests: "distances of float64 points", "a dtype named in the answer"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    squares = ((a[:, None, :].float() - b[None, :, :].float()) ** 2).sum(-1)
    same = squares == 0
    return torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt()).to(a.dtype)
