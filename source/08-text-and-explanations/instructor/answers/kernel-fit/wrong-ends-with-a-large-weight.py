# loses kernel-fit-tests: "the sum of the values"
def kernel_weights(d):
    """The weight of one set of 1, 2, ..., d − 1 of d features."""
    return [(d - 1) / (math.comb(d, size) * size * (d - size)) for size in range(1, d)]



def fit_sets(sets, values, weights, base, full):
    """The values that fit the sets best, of those whose sum is full − base."""
    design = np.vstack([sets, np.ones(sets.shape[1])])
    target = np.append(values - base, full - base)
    root = np.sqrt(np.append(weights, 1000.0))
    return np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
