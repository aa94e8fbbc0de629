# loses int-layer-tests: "requantise"
def int_sums(x, x_zero, w, w_zero, bias):
    wide = (x.astype(np.int64) - x_zero) @ (w.astype(np.int64) - w_zero).T + bias
    return wide.astype(np.int32)


def requantise(sums, multipliers, shift, y_zero):
    product = sums.astype(np.int64) * multipliers.astype(np.int64)
    down = product >> shift
    rest = product & ((1 << shift) - 1)
    half = 1 << (shift - 1)
    part = rest / (1 << shift)
    up = (part > 0.5) | ((part == 0.5) & (down % 2 == 1))
    return np.clip(down + up + y_zero, 0, 255).astype(np.uint8)
