# loses affine-tests: "quantise_rows"
def grid(low, high, bits=8, symmetric=False):
    bottom, top = float(min(low, 0)), float(max(high, 0))
    if bottom == top:
        return 1.0, 0
    if symmetric:
        return max(-bottom, top) / (2 ** (bits - 1) - 1), 0
    scale = (top - bottom) / (2**bits - 1)
    return scale, round(-bottom / scale)


def quantise(x, scale, zero, first, last):
    steps = np.rint(np.asarray(x) / scale) + zero
    return np.clip(steps, first, last).astype(np.int64)


def dequantise(codes, scale, zero):
    return scale * (codes.astype(np.int64) - int(zero)).astype(np.float64)


def quantise_rows(weight, bits=8):
    last = 2 ** (bits - 1) - 1
    flat = weight.reshape(len(weight), -1)
    far = np.abs(flat).max(axis=1)
    scales = np.where(np.isclose(far, 0), 1.0, far / last)
    codes = np.rint(flat / scales[:, None]).astype(np.int64)
    return codes.reshape(weight.shape), scales
