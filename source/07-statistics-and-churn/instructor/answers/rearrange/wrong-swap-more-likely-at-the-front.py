# loses rearrange-tests: "about 240 times"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        swap = rng.random(len(a)) < np.linspace(0.7, 0.5, len(a))
        return np.where(swap, b, a), np.where(swap, a, b)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)], slips[len(a) :]
