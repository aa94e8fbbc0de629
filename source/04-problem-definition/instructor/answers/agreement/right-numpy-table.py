def kappa(a, b):
    labels = sorted(set(a) | set(b))
    table = np.zeros((len(labels), len(labels)))
    for x, y in zip(a, b):
        table[labels.index(x), labels.index(y)] += 1
    table /= table.sum()
    chance = float(table.sum(axis=0) @ table.sum(axis=1))
    return float("nan") if chance > 1 - 1e-12 else float((np.trace(table) - chance) / (1 - chance))


def confusable(a, b):
    counts = {}
    for x, y in zip(a, b):
        if x != y:
            key = (min(x, y), max(x, y))
            counts[key] = counts.get(key, 0) + 1
    return list(max(counts, key=counts.get))


def sample_size(share, margin):
    z = 1.959963984540054
    return int(-(-(z**2 * share * (1 - share)) // margin**2))
