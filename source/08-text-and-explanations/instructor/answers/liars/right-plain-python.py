def liars(predict, rows, name, other, edges, reach, orders):
    xs, zs = rows[name].tolist(), rows[other].tolist()
    far = 0
    for edge in edges:
        for z in zs:
            if not any(abs(edge - x2) <= reach[name] and abs(z - z2) <= reach[other] for x2, z2 in zip(xs, zs)):
                far += 1
    base = np.asarray(predict(rows))
    steps, locals_ = [], []
    heights = [np.mean(predict(rows.assign(**{name: edge}))) for edge in edges]
    for k, (low, high) in enumerate(zip(edges, edges[1:])):
        mask = [low < x <= high or (k == 0 and x == low) for x in xs]
        if any(mask):
            part = rows[np.array(mask)]
            effect = np.mean(np.asarray(predict(part.assign(**{name: high}))) - np.asarray(predict(part.assign(**{name: low}))))
            locals_.append(effect)
            steps.append(heights[k + 1] - heights[k])
    gap = max(abs(a - b) for a, b in zip(steps, locals_))
    size = max(abs(value) for value in steps + locals_)

    def weight(*names):
        total = 0.0
        for order in orders:
            mixed = rows.copy()
            for one in names:
                mixed[one] = rows[one].to_numpy()[list(order)]
            total += float(np.mean(np.square(np.asarray(predict(mixed)) - base)))
        return total / len(orders)

    single, both = weight(name) + weight(other), weight(name, other)
    told = "fair"
    if both > 1.5 * single:
        told = "too small"
    elif both < single / 1.5:
        told = "too large"
    return {"outside": far / (len(xs) * len(edges)), "partial dependence": bool(gap > size / 2), "permutation": told}
