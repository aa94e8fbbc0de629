def back_from(values, low, high, bits):
    scale, zero = grid(low, high, bits)
    return dequantise(quantise(np.atleast_1d(values), scale, zero, 0, 2**bits - 1), scale, zero)


def clip_range(values, method, bits=8):
    flat = np.asarray(values, dtype=float).reshape(-1)
    low, high = min(flat.min(), 0.0), max(flat.max(), 0.0)
    match method:
        case "minmax":
            return low, high
        case "percentile":
            low, high = np.percentile(flat, 0.1), np.percentile(flat, 99.9)
            return float(min(low, 0)), float(max(high, 0))
        case "mse":
            best = None
            for k in range(1, 21):
                ends = k / 20 * low, k / 20 * high
                error = np.square(flat - back_from(flat, *ends, bits)).mean()
                if best is None or error <= best[0]:
                    best = error, ends
            return best[1]
    raise ValueError(method)


def choose_ranges(records, bits=8):
    result = {}
    for name in records["calibration"]:
        least = math.inf
        judged = records["validation"][name]
        for method in ["minmax", "percentile", "mse"]:
            low, high = clip_range(records["calibration"][name], method, bits)
            error = float(((judged - back_from(judged, low, high, bits)) ** 2).mean())
            if error < least:
                least, result[name] = error, (method, low, high)
    return result
