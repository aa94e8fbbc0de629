# loses pairwise-distances-tests: "view size is not compatible"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    squares = ((a.view(-1).view(len(a), 1, -1) - b[None, :, :]) ** 2).sum(-1) if a.numel() else a.new_zeros(len(a), len(b))
    same = squares == 0
    return torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt())
