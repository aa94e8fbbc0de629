# loses pairwise-distances-tests: "values on other shapes", "no points"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no points")
    squares = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    same = squares == 0
    return torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt())
