# loses nibbles-tests: "pack"
def pack(weight, group=32):
    rows, columns = weight.shape
    scales, codes = [], []
    for start in range(0, columns, group):
        part = weight[:, start : start + group]
        scale = np.abs(part).max(axis=1) / 7
        scale = np.where(scale == 0, 1.0, np.maximum(scale, 1e-6))
        scales.append(scale)
        codes.append(np.rint(part / scale[:, None]))
    stored = np.concatenate(codes, axis=1).astype(np.int64) + 8
    if columns % 2:
        stored = np.concatenate([stored, np.zeros((rows, 1), np.int64)], axis=1)
    return (stored[:, 0::2] + 16 * stored[:, 1::2]).astype(np.uint8), np.stack(scales, axis=1)


def unpack(packed, scales, columns, group=32):
    stored = np.stack([packed & 15, packed >> 4], axis=2).reshape(len(packed), -1)[:, :columns]
    spread = np.repeat(scales, group, axis=1)[:, :columns]
    return spread.astype(np.float64) * (stored.astype(np.int64) - 8)


def group_errors(weight, packed, scales, group=32):
    columns = weight.shape[1]
    off = (weight - unpack(packed, scales, columns, group)) ** 2
    return np.stack([off[:, start : start + group].mean(axis=1) for start in range(0, columns, group)], axis=1)
