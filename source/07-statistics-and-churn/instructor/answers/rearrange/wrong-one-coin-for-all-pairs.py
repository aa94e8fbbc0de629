# loses rearrange-tests: "a coin of its own"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        swap = rng.random() < 0.5
        return np.where(swap, b, a), np.where(swap, a, b)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)], slips[len(a) :]
