# loses ale-tests: "the length of"
def ale(predict, rows, name, edges):
    """Accumulated local effects at each edge, with mean 0 over the rows."""
    values = rows[name].to_numpy(float)
    curve, counts = [0.0], []
    for low, high in zip(edges, edges[1:]):
        inside = (values > low) & (values <= high)
        if low == edges[0]:
            inside |= values == low
        mine, effect = rows[inside], 0.0
        if len(mine):
            above, below = predict(mine.assign(**{name: high})), predict(mine.assign(**{name: low}))
            effect = float(np.mean(np.asarray(above) - np.asarray(below)))
        curve.append(curve[-1] + effect)
        counts.append(len(mine))
    middles = [(low + high) / 2 for low, high in zip(curve, curve[1:])]
    centre = float(np.average(middles, weights=counts))
    return [value - centre for value in curve[1:]]
