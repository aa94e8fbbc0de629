def pairwise_distances(a, b):
    return (a.unsqueeze(1) - b.unsqueeze(0)).norm(dim=-1)
