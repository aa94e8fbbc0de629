def lime_table(predict, x, scales, label, rng, draws=1000, width=None, penalty=1.0):
    """Ridge as least squares: a row of its own for each slope's penalty."""
    size = len(x)
    if width is None:
        width = 0.75 * math.sqrt(size)
    units = rng.standard_normal((size, draws)).T
    said = [row[label] for row in predict(np.asarray(x) + np.asarray(scales) * units)]
    root = [math.exp(-sum(step**2 for step in row) / (4 * width**2)) for row in units.tolist()]
    design = [[r, *(r * step for step in row)] for r, row in zip(root, units.tolist())]
    target = [r * one for r, one in zip(root, said)]
    for place in range(size):
        design.append([0.0] + [math.sqrt(penalty) if place == other else 0.0 for other in range(size)])
        target.append(0.0)
    found = np.linalg.lstsq(np.array(design), np.array(target), rcond=None)[0].tolist()
    return [found[0], tuple(found[1:])]
