# loses pairwise-distances-tests: "distances of"
def pairwise_distances(a, b):
    return (((a[:, None] - b[None]) ** 2).sum(-1) + 1e-3).sqrt()
