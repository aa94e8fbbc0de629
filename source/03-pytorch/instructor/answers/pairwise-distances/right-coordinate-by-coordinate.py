def pairwise_distances(a, b):
    squares = a.new_zeros(len(a), len(b))
    for k in range(a.shape[1]):  # over the axes of space, not over the points
        squares = squares + (a[:, k].unsqueeze(1) - b[:, k].unsqueeze(0)).square()
    touching = squares.eq(0)
    return squares.masked_fill(touching, 1.0).sqrt().masked_fill(touching, 0.0)
