# loses pairwise-distances-tests: "argument 1 after the call", "changed in place"
def pairwise_distances(a, b):
    """Distances (N, M) from each row of a (N, D) to each row of b (M, D)."""
    with torch.no_grad():
        if len(a) and len(b):
            middle = a.mean(0)
            a -= middle
            b -= middle
    squares = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)
    same = squares == 0
    return torch.where(same, 0.0, torch.where(same, 1.0, squares).sqrt())
