def pack(weight, group=32):
    rows, columns = weight.shape
    fill = -columns % group
    grouped = np.pad(weight, [(0, 0), (0, fill)]).reshape(rows, -1, group)
    scales = np.abs(grouped).max(axis=2) / 7
    scales = np.where(scales > 0, scales, 1.0)
    codes = np.rint(grouped / scales[..., None]).astype(np.int64).reshape(rows, -1)[:, :columns]
    lower, upper = codes[:, ::2] + 8, np.zeros((rows, (columns + 1) // 2), dtype=np.int64)
    upper[:, : columns // 2] = codes[:, 1::2] + 8
    return (lower + 16 * upper).astype(np.uint8), scales


def unpack(packed, scales, columns, group=32):
    codes = np.empty((packed.shape[0], 2 * packed.shape[1]), dtype=np.int64)
    codes[:, ::2], codes[:, 1::2] = packed % 16, packed // 16
    return (codes[:, :columns] - 8) * scales[:, np.arange(columns) // group]


def group_errors(weight, packed, scales, group=32):
    columns = weight.shape[1]
    squares = (unpack(packed, scales, columns, group) - weight) ** 2
    starts = np.arange(0, columns, group)
    counts = np.diff(np.append(starts, columns))
    return np.add.reduceat(squares, starts, axis=1) / counts
