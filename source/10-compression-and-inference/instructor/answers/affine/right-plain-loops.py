import math


def grid(low, high, bits=8, symmetric=False):
    if low > 0:
        low = 0
    if high < 0:
        high = 0
    width = high - low
    if width == 0:
        return (1.0, 0)
    if not symmetric:
        scale = width / (2**bits - 1)
        whole = math.floor(-low / scale)
        over = -low / scale - whole
        if over > 0.5 or (over == 0.5 and whole % 2):
            whole += 1
        return (scale, whole)
    return (max(abs(low), abs(high)) / ((1 << (bits - 1)) - 1), 0)


def quantise(x, scale, zero, first, last):
    x = np.asarray(x, dtype=float)
    codes = np.empty(x.shape, dtype=np.int16)
    for place in np.ndindex(*x.shape):
        step = x[place] / scale
        if step >= last - zero:
            codes[place] = last
        elif step <= first - zero:
            codes[place] = first
        else:
            codes[place] = min(max(round(step) + zero, first), last)
    return codes


def dequantise(codes, scale, zero):
    return np.array([[scale * (int(c) - zero)] for c in codes.ravel()], dtype=float).reshape(codes.shape)


def quantise_rows(weight, bits=8):
    last = 2 ** (bits - 1) - 1
    codes, scales = [], []
    for row in weight:
        scale, _ = grid(float(np.min(row)), float(np.max(row)), bits, True)
        scales.append(scale)
        codes.append(quantise(row, scale, 0, -last, last))
    return np.stack(codes), np.array(scales)
