# loses calibrate-tests: "MSE"
def _spread(low, high):
    return min(float(low), 0.0), max(float(high), 0.0)


def _error(values, low, high, bits):
    scale, zero = grid(low, high, bits)
    back = dequantise(quantise(values, scale, zero, 0, 2**bits - 1), scale, zero)
    return ((values - back) ** 2).mean()


def clip_range(values, method, bits=8):
    method = method.lower().strip()
    low, high = _spread(values.min(), values.max())
    if method == "minmax":
        return low, high
    if method == "percentile":
        return _spread(*np.percentile(values, [0.1, 99.9]))
    if method == "mse":
        ranges = [(k / 20 * low, k / 20 * high) for k in range(1, 21)]
        return min(ranges, key=lambda ends: _error(values, *ends, bits))
    raise ValueError(f"no such method: {method}")


def choose_ranges(records, bits=8):
    chosen = {}
    for name, values in records["calibration"].items():
        found = [(method, *clip_range(values, method, bits)) for method in ("minmax", "percentile", "mse")]
        chosen[name] = min(found, key=lambda one: _error(records["validation"][name], one[1], one[2], bits))
    return chosen
