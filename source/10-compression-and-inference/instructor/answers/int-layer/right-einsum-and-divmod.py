def int_sums(x, x_zero, w, w_zero, bias):
    x = np.subtract(x, x_zero, dtype=np.int32)
    w = np.subtract(w, w_zero, dtype=np.int32)
    return np.einsum("ik,ok->io", x, w) + bias


def requantise(sums, multipliers, shift, y_zero):
    product = np.multiply(sums, multipliers, dtype=np.int64)
    down, rest = np.divmod(product, np.int64(2) ** shift)
    half = np.int64(2) ** (shift - 1)
    up = np.where(rest == half, down & 1, rest > half)
    return np.minimum(np.maximum(down + up + y_zero, 0), 255).astype(np.uint8)
