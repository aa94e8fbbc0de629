METHODS = {
    "minmax": lambda v, bits: np.array([v.min(), v.max()]),
    "percentile": lambda v, bits: np.percentile(v, (0.1, 99.9)),
}


def squared(values, ends, bits):
    scale, zero = grid(*ends, bits)
    difference = dequantise(quantise(values, scale, zero, 0, (1 << bits) - 1), scale, zero) - values
    return np.vdot(difference, difference) / difference.size


def clip_range(values, method, bits=8):
    if method == "mse":
        low, high = clip_range(values, "minmax", bits)
        ways = [(low * (k / 20), high * (k / 20)) for k in np.arange(20, 0, -1)]
        return ways[int(np.argmin([squared(values, way, bits) for way in ways]))]
    if method not in METHODS:
        raise ValueError("minmax, percentile or mse")
    low, high = METHODS[method](values, bits)
    return np.minimum(low, 0.0), np.maximum(high, 0.0)


def choose_ranges(records, bits=8):
    made = {}
    for name, values in records["calibration"].items():
        ways = [(method, *clip_range(values, method, bits)) for method in [*METHODS, "mse"]]
        errors = [squared(records["validation"][name], way[1:], bits) for way in ways]
        made[name] = ways[errors.index(min(errors))]
    return made
