# loses pairwise-distances-tests: "work done in Python", "loop"
def pairwise_distances(a, b):
    rows = [(x - b).norm(dim=-1) for x in a]
    return torch.stack(rows) if rows else a.new_zeros(0, len(b))
