# loses pairwise-distances-tests: "published example", "distances of"
def pairwise_distances(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(-1)
