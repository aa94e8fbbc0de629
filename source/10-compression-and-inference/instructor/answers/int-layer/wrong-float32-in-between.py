# loses int-layer-tests: "other sums, back to 8 bits"
def int_sums(x, x_zero, w, w_zero, bias):
    """The sums of a linear layer in int32."""
    x, w = x.astype(np.int64) - x_zero, w.astype(np.int64) - w_zero
    return (x @ w.T + bias).astype(np.int32)


def requantise(sums, multipliers, shift, y_zero):
    """Codes from 0 to 255 in uint8."""
    product = sums.astype(np.int64) * multipliers
    down = np.rint((product / 2.0**shift).astype(np.float32))
    return np.clip(down + y_zero, 0, 255).astype(np.uint8)
