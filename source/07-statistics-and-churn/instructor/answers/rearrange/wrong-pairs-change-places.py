# loses rearrange-tests: "pairs were torn apart"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        order = rng.permutation(len(a))
        a, b = np.array(a)[order], np.array(b)[order]
        swap = rng.random(len(a)) < 0.5
        return np.where(swap, b, a), np.where(swap, a, b)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)], slips[len(a) :]
