def grid(low, high, bits=8, symmetric=False):
    ends = torch.tensor([low, high, 0.0], dtype=torch.float64)
    low, high = ends.min(), ends.max()
    if not (high - low):
        return np.float64(1), np.int32(0)
    if symmetric:
        return (ends.abs().max() / (2 ** (bits - 1) - 1)).item(), 0
    scale = (high - low) / (2**bits - 1)
    return scale.item(), int(torch.round(-low / scale))


def quantise(x, scale, zero, first, last):
    t = torch.from_numpy(np.array(x, dtype=np.float64))
    scale = torch.as_tensor(scale, dtype=torch.float64)
    return (torch.round(t / scale) + zero).clamp(first, last).to(torch.int32).numpy()


def dequantise(codes, scale, zero):
    return (codes.astype(np.int64) - int(zero)) * float(scale)


def quantise_rows(weight, bits=8):
    last = 2 ** (bits - 1) - 1
    rest = tuple(range(1, weight.ndim))
    largest = np.max(np.abs(weight), axis=rest, keepdims=True)
    scales = np.where(largest > 0, largest / last, 1.0)
    return np.rint(weight / scales).clip(-last, last).astype(np.int8), scales.reshape(-1)
