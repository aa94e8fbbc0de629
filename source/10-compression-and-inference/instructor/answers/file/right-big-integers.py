class Damaged(ValueError):
    pass


def _into(values, bits):
    whole = sum(int(value) % 2**bits << bits * place for place, value in enumerate(values))
    return whole.to_bytes(-(-len(values) * bits // 8), "little")


def _out_of(data, count, bits):
    whole = int.from_bytes(data, "little")
    return [whole >> bits * place & 2**bits - 1 for place in range(count)]


def pack(layers):
    """The file of a model, as bytes."""
    pieces = [b"LW", len(layers).to_bytes(1, "little")]
    for layer in layers:
        flat = layer["weights"].ravel().tolist()
        half = 2 ** layer["bits"] // 2
        if min(flat) < -half or max(flat) > half - 1:
            raise Damaged("a weight is too large for its bits")
        height, width = layer["weights"].shape
        pieces.append(struct.pack("<2H2B", width, height, layer["bits"], 2 * bool(layer["mask"]) + bool(layer["relu"])))
        pieces.append(np.concatenate([layer["scale"], layer["bias"]]).astype(np.float16).tobytes())
        if layer["mask"]:
            pieces.append(_into([value != 0 for value in flat], 1))
        pieces.append(_into([value for value in flat if value or not layer["mask"]], layer["bits"]))
    whole = b"".join(pieces)
    return whole + zlib.crc32(whole).to_bytes(4, "little")


def unpack(file):
    """The layers of a file; ValueError if it was damaged."""
    if len(file) < 7 or file[:2] != b"LW" or zlib.crc32(file[:-4]).to_bytes(4, "little") != file[-4:]:
        raise Damaged("damaged")
    try:
        layers, place = _layers(file[:-4])
    except (struct.error, IndexError) as error:
        raise Damaged("too short") from error
    if place != len(file) - 4:
        raise Damaged("the layers end elsewhere")
    return layers


def _layers(file):
    place, layers = 3, []
    for _ in range(file[2]):
        width, height, bits, flags = struct.unpack_from("<2H2B", file, place)
        numbers = struct.unpack_from(f"<{2 * height}e", file, place + 6)
        place += 6 + 4 * height
        stands = [1] * (width * height)
        if flags // 2:
            stands = _out_of(file[place : place + -(-len(stands) // 8)], len(stands), 1)
            place += -(-len(stands) // 8)
        codes = iter(_out_of(file[place : place + -(-sum(stands) * bits // 8)], sum(stands), bits))
        place += -(-sum(stands) * bits // 8)
        weights = [next(codes) if stand else 0 for stand in stands]
        signed = [value - 2**bits if value >= 2 ** (bits - 1) else value for value in weights]
        layers.append(
            {
                "weights": np.array(signed).reshape(height, width),
                "bits": bits,
                "scale": np.array(numbers[:height], np.float16),
                "bias": np.array(numbers[height:], np.float16),
                "relu": np.bool_(flags % 2),
                "mask": np.bool_(flags // 2),
            }
        )
    return layers, place
