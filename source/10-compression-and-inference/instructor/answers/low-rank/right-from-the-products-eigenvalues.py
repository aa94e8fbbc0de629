def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    rows, columns = weight.shape
    U, S, Vh = torch.linalg.svd(weight)
    squares = S.square()
    tails = torch.cat([squares.flip(0).cumsum(0).flip(0), squares.new_zeros(1)])
    enough = [rank for rank in range(1, len(S) + 1) if tails[rank].sqrt() <= error * tails[0].sqrt()]
    rank = enough[0]
    if rank * (rows + columns) >= rows * columns:
        return None
    root = S[:rank].sqrt()
    return U[:, :rank] * root, root[:, None] * Vh[:rank]
