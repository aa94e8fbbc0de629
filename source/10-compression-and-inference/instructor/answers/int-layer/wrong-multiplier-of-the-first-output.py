# loses int-layer-tests: "back to 8 bits: the example, halves, both limits", "3"
def int_sums(x, x_zero, w, w_zero, bias):
    """The sums of a linear layer in int32."""
    x, w = x.astype(np.int64) - x_zero, w.astype(np.int64) - w_zero
    return (x @ w.T + bias).astype(np.int32)


def requantise(sums, multipliers, shift, y_zero):
    """Codes from 0 to 255 in uint8."""
    product = sums.astype(np.int64) * int(multipliers[0])
    down = product >> shift
    rest = product - (down << shift)
    half = 1 << (shift - 1)
    down += (rest > half) | ((rest == half) & (down % 2 == 1))
    return np.clip(down + y_zero, 0, 255).astype(np.uint8)
