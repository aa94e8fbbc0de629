# loses pairwise-distances-tests: "gradient is NaN or infinite", "two points are equal"
def pairwise_distances(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(-1).sqrt()
