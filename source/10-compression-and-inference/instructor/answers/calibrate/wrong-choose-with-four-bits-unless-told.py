# loses calibrate-tests: "other layers"
def clip_range(values, method, bits=8):
    """(low, high) for the values, by one of three methods."""
    if method not in ("minmax", "percentile", "mse"):
        raise ValueError(f"no method {method!r}")
    ends = (
        np.percentile(values, [0.1, 99.9])
        if method == "percentile"
        else (values.min(), values.max())
    )
    low, high = min(float(ends[0]), 0.0), max(float(ends[1]), 0.0)
    if method != "mse":
        return low, high
    narrower = [(low * k / 20, high * k / 20) for k in range(20, 0, -1)]
    return min(narrower, key=lambda one: range_error(values, *one, bits))


def choose_ranges(records, bits=4):
    """For each layer the method, and its range, with the least error on validation values."""
    chosen = {}
    for name, values in records["calibration"].items():
        ranges = [(way, *clip_range(values, way, bits)) for way in ("minmax", "percentile", "mse")]
        judged = records["validation"][name]
        chosen[name] = min(ranges, key=lambda one: range_error(judged, one[1], one[2], bits))
    return chosen


def range_error(values, low, high, bits):
    scale, zero = grid(low, high, bits)
    back = dequantise(quantise(values, scale, zero, 0, 2**bits - 1), scale, zero)
    return float(np.mean((values - back) ** 2))
