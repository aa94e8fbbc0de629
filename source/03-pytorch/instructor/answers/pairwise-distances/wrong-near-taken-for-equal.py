# loses pairwise-distances-tests: "5e-9 apart", "compare with 0 itself"
def pairwise_distances(a, b):
    s = ((a[:, None] - b[None]) ** 2).sum(-1)
    z = s < 1e-14
    return torch.where(z, 0.0, torch.where(z, 1.0, s).sqrt())
