# loses kernel-fit-tests: "kernel_weights"
def kernel_weights(d):
    """The weight of one set of 1, 2, ..., d − 1 of d features."""
    raw = [(d - 1) / (math.comb(d, size) * size * (d - size)) for size in range(1, d)]
    return [one / sum(raw) for one in raw]


def fit_sets(sets, values, weights, base, full):
    """The values that fit the sets best, of those whose sum is full − base."""
    last = sets[:, -1]
    design = sets[:, :-1] - last[:, None]
    target = values - base - last * (full - base)
    root = np.sqrt(weights)
    found = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
    return [*found, full - base - found.sum()]
