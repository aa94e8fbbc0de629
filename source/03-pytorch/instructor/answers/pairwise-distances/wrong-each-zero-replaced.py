# loses pairwise-distances-tests: "5e-9 apart", "compare with 0 itself"
def pairwise_distances(a, b):
    d = a[:, None] - b[None]
    d = torch.where(d == 0, 1e-6, d)
    return (d ** 2).sum(-1).sqrt()
