# loses adjusted-tests: "benjamini_hochberg of"
def holm(p):
    """Holm's adjusted p-values, each at the place of its p-value."""
    adjusted, so_far = list(p), 0.0
    order = sorted((place for place, value in enumerate(p) if not math.isnan(value)), key=lambda place: p[place])
    for rank, place in enumerate(order):
        so_far = max(so_far, min(1.0, p[place] * (len(order) - rank)))
        adjusted[place] = so_far
    return adjusted


def benjamini_hochberg(p):
    """Benjamini and Hochberg's adjusted p-values, each at the place of its p-value."""
    adjusted, so_far = list(p), 1.0
    order = sorted((place for place, value in enumerate(p) if not math.isnan(value)), key=lambda place: p[place])
    for rank in range(len(order), 0, -1):
        so_far = min(so_far, p[order[rank - 1]] * len(p) / rank)
        adjusted[order[rank - 1]] = so_far
    return adjusted
