# loses pairwise-distances-tests: "torch.cdist", "yourself"
def pairwise_distances(a, b):
    return torch.cdist(a, b)
