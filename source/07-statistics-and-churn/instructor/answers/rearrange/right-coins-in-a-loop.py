def rearrange(a, b, paired, rng):
    values = list(a) + list(b)
    if not paired:
        rng.shuffle(values)
        return values[:len(a)], values[len(a):]
    new_a, new_b = [], []
    for x, y in zip(a, b):
        if rng.integers(2):
            x, y = y, x
        new_a.append(x)
        new_b.append(y)
    return new_a, new_b
