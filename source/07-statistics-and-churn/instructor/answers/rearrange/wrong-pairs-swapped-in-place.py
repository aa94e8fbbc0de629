# loses rearrange-tests: "changed the lists"
def rearrange(a, b, paired, rng):
    """Deal the values of both groups again, within the pairs if they are paired: (new_a, new_b)."""
    if paired:
        swap = rng.random(len(a)) < 0.5
        for i in np.flatnonzero(swap):
            a[i], b[i] = b[i], a[i]
        return list(a), list(b)
    slips = rng.permutation([*a, *b])
    return slips[: len(a)], slips[len(a) :]
