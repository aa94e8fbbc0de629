def rotate(x, positions, base=10000.0):
    out = x.clone()
    batch, heads, tokens, width = x.shape
    for b in range(batch):
        for t in range(tokens):
            for i in range(width // 2):
                angle = int(positions[b, t]) / base ** (2 * i / width)
                a, c = x[b, :, t, 2 * i], x[b, :, t, 2 * i + 1]
                out[b, :, t, 2 * i] = a * math.cos(angle) - c * math.sin(angle)
                out[b, :, t, 2 * i + 1] = a * math.sin(angle) + c * math.cos(angle)
    return out
