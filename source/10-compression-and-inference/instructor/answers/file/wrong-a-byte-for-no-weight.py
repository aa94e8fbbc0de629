# loses file-tests: "pack: other models", "all weights are 0"
def _to_bytes(values, bits):
    values = np.asarray(values).astype(np.int64).ravel()
    table = (values[:, None] >> np.arange(bits)) & 1
    if len(values) == 0:
        return b'\0'
    return np.packbits(table.ravel().astype(np.uint8), bitorder="little").tobytes()


def _from_bytes(data, count, bits):
    table = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[: count * bits]
    values = table.reshape(count, bits).astype(np.int64) @ (1 << np.arange(bits))
    return values


def pack(layers):
    out = [b"LW", bytes([len(layers)])]
    for layer in layers:
        weights = np.asarray(layer["weights"]).astype(np.int64)
        bits = int(layer["bits"])
        if weights.min() < -(2 ** (bits - 1)) or weights.max() > 2 ** (bits - 1) - 1:
            raise ValueError("a weight doesn't fit")
        out.append(struct.pack("<HHBB", weights.shape[1], weights.shape[0], bits, bool(layer["relu"]) + 2 * bool(layer["mask"])))
        out.append(np.asarray(layer["scale"]).astype("<f2").tobytes())
        out.append(np.asarray(layer["bias"]).astype("<f2").tobytes())
        stored = weights.ravel()
        if layer["mask"]:
            out.append(_to_bytes(stored != 0, 1))
            stored = stored[stored != 0]
        out.append(_to_bytes(stored, bits))
    body = b"".join(out)
    return body + struct.pack("<I", zlib.crc32(body))


def unpack(file):
    if len(file) < 7:
        raise ValueError("too short")
    if file[:2] != b"LW":
        raise ValueError("not a model")
    body = file[:-4]
    if struct.unpack("<I", file[-4:])[0] != zlib.crc32(body):
        raise ValueError("damaged")
    place = 3

    def take(count):
        nonlocal place
        part = body[place : place + count]
        if len(part) != count:
            raise ValueError("it ends too early")
        place += count
        return part

    layers = []
    for _ in range(body[2]):
        into, height, bits, flags = struct.unpack("<HHBB", take(6))
        scale = np.frombuffer(take(2 * height), "<f2")
        bias = np.frombuffer(take(2 * height), "<f2")
        count = into * height
        where = np.ones(count, bool)
        if flags & 2:
            where = _from_bytes(take((count + 7) // 8), count, 1) == 1
        n = int(where.sum())
        values = _from_bytes(take((n * bits + 7) // 8), n, bits)
        values[values >= 2 ** (bits - 1)] -= 2**bits
        weights = np.zeros(count, np.int64)
        weights[where] = values
        layers.append({"weights": weights.reshape(height, into), "bits": bits, "scale": scale, "bias": bias, "relu": bool(flags & 1), "mask": bool(flags & 2)})
    if place != len(body):
        raise ValueError("something is left over")
    return layers
