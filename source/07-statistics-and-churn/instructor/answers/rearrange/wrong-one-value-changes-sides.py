# loses rearrange-tests: "different rearrangements"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        swap = rng.random(len(a)) < 0.5
        return np.where(swap, b, a), np.where(swap, a, b)
    i, j = rng.integers(len(a)), rng.integers(len(b))
    one, two = list(a), list(b)
    one[i], two[j] = b[j], a[i]
    return one, two
