# loses file-tests: "8 instead of 7", "ValueError"
def pack(layers):
    """The file of a model, as bytes."""
    content = b"LW" + bytes([len(layers)])
    for layer in layers:
        weights, bits = layer["weights"], layer["bits"]
        if weights.min() < -(2 ** (bits - 1)) or weights.max() >= 2 ** (bits - 1):
            raise OverflowError(f"a weight doesn't fit into {bits} bits")
        out, into = weights.shape
        content += struct.pack("<HHBB", into, out, bits, layer["relu"] + 2 * layer["mask"])
        for name in ("scale", "bias"):
            content += np.asarray(layer[name]).astype("<f2").tobytes()
        stored = weights.ravel()
        if layer["mask"]:
            content += to_bytes(stored != 0, 1)
            stored = stored[stored != 0]
        content += to_bytes(stored, bits)
    return content + struct.pack("<I", zlib.crc32(content))


def unpack(file):
    """The layers of a file; ValueError if it was damaged."""
    if len(file) < 7 or file[:2] != b"LW":
        raise ValueError("not the file of a model")
    if zlib.crc32(file[:-4]) != int.from_bytes(file[-4:], "little"):
        raise ValueError("damaged")
    layers, place, end = [], 3, len(file) - 4

    def take(count):
        nonlocal place
        place += count
        if place > end:
            raise ValueError("the layers go on behind the end")
        return file[place - count : place]

    for _ in range(file[2]):
        into, out, bits, flags = struct.unpack("<HHBB", take(6))
        scale, bias = (np.frombuffer(take(2 * out), "<f2") for _ in range(2))
        stands = np.ones(out * into, bool)
        if flags & 2:
            stands = from_bytes(take(-(-out * into // 8)), out * into, 1) != 0
        weights = np.zeros(out * into, int)
        count = stands.sum()
        weights[stands] = from_bytes(take(-(-count * bits // 8)), count, bits)
        layers.append(
            {
                "weights": weights.reshape(out, into),
                "bits": bits,
                "scale": scale,
                "bias": bias,
                "relu": bool(flags & 1),
                "mask": bool(flags & 2),
            }
        )
    if place != end:
        raise ValueError("something stands behind the layers")
    return layers


def to_bytes(values, bits):
    return np.packbits((values[:, None] >> np.arange(bits)) & 1, bitorder="little").tobytes()


def from_bytes(data, count, bits):
    row = np.unpackbits(np.frombuffer(data, np.uint8), count=count * bits, bitorder="little")
    codes = row.reshape(count, bits) @ 2 ** np.arange(bits)
    return np.where(codes < 2 ** (bits - 1), codes, codes - 2**bits)


