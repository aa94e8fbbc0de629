def pack(layers):
    """The file of a model, as bytes."""
    body = bytearray(b"LW")
    body.append(len(layers))
    for layer in layers:
        rows = [[int(value) for value in row] for row in layer["weights"]]
        bits = int(layer["bits"])
        lowest, highest = -(1 << bits - 1), (1 << bits - 1) - 1
        if any(not lowest <= value <= highest for row in rows for value in row):
            raise ValueError("too large")
        body += len(rows[0]).to_bytes(2, "little") + len(rows).to_bytes(2, "little")
        body += bytes([bits, (1 if layer["relu"] else 0) | (2 if layer["mask"] else 0)])
        for key in ("scale", "bias"):
            for value in layer[key]:
                body += struct.pack("<e", float(value))
        flat = [value for row in rows for value in row]
        if layer["mask"]:
            body += _bytes("".join("1" if value else "0" for value in flat))
            flat = [value for value in flat if value]
        body += _bytes("".join(format(value % (1 << bits), f"0{bits}b")[::-1] for value in flat))
    return bytes(body) + zlib.crc32(body).to_bytes(4, "little")


def _bytes(text):
    """Text of 0 and 1, the lowest bit first, as bytes."""
    pieces = [text[i : i + 8].ljust(8, "0") for i in range(0, len(text), 8)]
    return bytes(int(piece[::-1], 2) for piece in pieces)


def _text(data):
    return "".join(format(byte, "08b")[::-1] for byte in data)


def unpack(file):
    """The layers of a file; ValueError if it was damaged."""
    if len(file) < 7 or not file.startswith(b"LW"):
        raise ValueError("no model")
    body, check_sum = file[:-4], struct.unpack("<I", file[-4:])[0]
    if zlib.crc32(body) != check_sum:
        raise ValueError("damaged")
    rest, layers = body[3:], []
    for _ in range(body[2]):
        if len(rest) < 6:
            raise ValueError("too short")
        width, height, bits, flags = struct.unpack("<HHBB", rest[:6])
        rest, count = rest[6:], width * height
        if len(rest) < 4 * height:
            raise ValueError("too short")
        scale = np.array(struct.unpack(f"<{height}e", rest[: 2 * height]))
        bias = np.array(struct.unpack(f"<{height}e", rest[2 * height : 4 * height]))
        rest = rest[4 * height :]
        mask = "1" * count
        if flags >= 2:
            mask, rest = _text(rest[: (count + 7) // 8])[:count], rest[(count + 7) // 8 :]
        stored = mask.count("1")
        need = (stored * bits + 7) // 8
        text, rest = _text(rest[:need]), rest[need:]
        if len(mask) < count or len(text) < stored * bits:
            raise ValueError("too short")
        weights, place = np.zeros(count, np.int8), 0
        for i, bit in enumerate(mask):
            if bit == "1":
                code = int(text[place : place + bits][::-1], 2)
                weights[i] = code - (1 << bits) if code >> bits - 1 else code
                place += bits
        layers.append(dict(weights=weights.reshape(height, width), bits=bits, scale=scale, bias=bias, relu=flags % 2 == 1, mask=flags >= 2))
    if rest:
        raise ValueError("too long")
    return layers
