# loses pairwise-distances-tests: "gradient is NaN or infinite"
def pairwise_distances(a, b):
    squares = ((a[:, None] - b[None]) ** 2).sum(-1)
    return torch.where(squares == 0, 0.0, squares.sqrt())
