# loses pairwise-distances-tests: "5e-9 apart", "some about 1e-09 apart"
def pairwise_distances(a, b):
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None, :] - 2 * a @ b.T
    apart = squares > 0
    return torch.where(apart, torch.where(apart, squares, 1).sqrt(), 0)
