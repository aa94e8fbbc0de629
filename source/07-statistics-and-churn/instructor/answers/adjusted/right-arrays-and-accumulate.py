def holm(p):
    values = np.array(p, float)
    there = np.flatnonzero(~np.isnan(values))
    order = there[np.argsort(values[there])]
    values[order] = np.minimum(1, np.maximum.accumulate(values[order] * np.arange(len(order), 0, -1)))
    return values


def benjamini_hochberg(p):
    values = np.array(p, float)
    there = np.flatnonzero(~np.isnan(values))
    order = there[np.argsort(-values[there])]
    m = len(order)
    values[order] = np.minimum(1, np.minimum.accumulate(values[order] * m / np.arange(m, 0, -1)))
    return values.tolist()
