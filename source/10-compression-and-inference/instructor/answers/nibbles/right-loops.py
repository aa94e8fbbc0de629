def pack(weight, group=32):
    rows, columns = weight.shape
    packed = np.zeros((rows, math.ceil(columns / 2)), dtype=np.uint8)
    scales = np.empty((rows, math.ceil(columns / group)))
    for r, row in enumerate(weight.tolist()):
        for g in range(scales.shape[1]):
            part = row[g * group : (g + 1) * group]
            largest = max(map(abs, part))
            scales[r, g] = largest / 7 if largest else 1
            for offset, w in enumerate(part):
                column = g * group + offset
                packed[r, column // 2] |= (round(w / scales[r, g]) + 8) << (4 * (column % 2))
    return packed, scales


def unpack(packed, scales, columns, group=32):
    weights = np.empty((len(packed), columns))
    for r in range(len(packed)):
        for c in range(columns):
            byte = int(packed[r, c // 2])
            nibble = byte // 16 if c % 2 else byte % 16
            weights[r, c] = (nibble - 8) * scales[r, c // group]
    return weights


def group_errors(weight, packed, scales, group=32):
    difference = weight - unpack(packed, scales, weight.shape[1], group)
    errors = np.zeros(scales.shape)
    for g in range(scales.shape[1]):
        errors[:, g] = np.mean(difference[:, g * group : (g + 1) * group] ** 2, axis=1)
    return errors
