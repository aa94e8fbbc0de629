# loses pairwise-distances-tests: "work done in Python", "loop"
def pairwise_distances(a, b):
    rows = [torch.stack([torch.norm(x - y) for y in b]) if len(b) else a.new_zeros(0) for x in a]
    return torch.stack(rows) if rows else a.new_zeros(0, len(b))
