# loses affine-tests: "grids: zero has a mark, steps and not marks are counted"
def grid(low, high, bits=8, symmetric=False):
    """(scale, zero) of the grid for values from low to high."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        return 1.0, 0
    if symmetric:
        return max(-low, high) / (2 ** (bits - 1) - 1), 0
    scale = (high - low) / (2**bits - 2)
    return scale, round(-low / scale)


def quantise(x, scale, zero, first, last):
    """The codes of x, from first to last."""
    return np.clip(np.rint(x / scale) + zero, first, last).astype(np.int64)


def dequantise(codes, scale, zero):
    """The real numbers of the codes."""
    return scale * (codes.astype(np.float64) - zero)


def quantise_rows(weight, bits=8):
    """(codes, scales) with a symmetric grid for each row."""
    rows = weight.reshape(len(weight), -1)
    scales = np.array([grid(row.min(), row.max(), bits, symmetric=True)[0] for row in rows])
    last = 2 ** (bits - 1) - 1
    return quantise(rows, scales[:, None], 0, -last, last).reshape(weight.shape), scales
