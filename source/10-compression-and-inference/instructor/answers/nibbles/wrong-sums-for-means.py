# loses nibbles-tests: "errors by group"
def pack(weight, group=32):
    """(packed, scales) with 4 bits a weight and a scale for each group."""
    columns = weight.shape[1]
    starts = range(0, columns, group)
    scales = np.stack(
        [np.abs(weight[:, start : start + group]).max(axis=1) / 7 for start in starts], axis=1
    )
    scales[scales == 0] = 1.0
    codes = np.rint(weight / np.repeat(scales, group, axis=1)[:, :columns]).clip(-7, 7)
    nibbles = (codes + 8).astype(np.uint8)
    if columns % 2:
        nibbles = np.pad(nibbles, ((0, 0), (0, 1)))
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4), scales


def unpack(packed, scales, columns, group=32):
    """The weights that come back."""
    halves = np.stack([packed & 15, packed >> 4], axis=2).reshape(len(packed), -1)
    codes = halves[:, :columns].astype(np.float64) - 8
    return codes * np.repeat(scales, group, axis=1)[:, :columns]


def group_errors(weight, packed, scales, group=32):
    """The mean squared error of each group."""
    squares = (weight - unpack(packed, scales, weight.shape[1], group)) ** 2
    starts = range(0, weight.shape[1], group)
    return np.stack([squares[:, start : start + group].sum(axis=1) for start in starts], axis=1)
