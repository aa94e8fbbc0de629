# loses pairwise-distances-tests: "grid"
def pairwise_distances(a, b):
    """Distances."""
    diff = a[:, None, :] - b[None, :, :]
    sq = (diff**2).sum(-1)
    zero = diff.sum(-1) == 0
    dist = torch.where(zero, 0.0, torch.where(zero, 1.0, sq).sqrt())
    return dist
