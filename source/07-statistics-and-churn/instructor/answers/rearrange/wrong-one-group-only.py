# loses rearrange-tests: "two groups"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        swap = rng.random(len(a)) < 0.5
        return np.where(swap, b, a)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)]
