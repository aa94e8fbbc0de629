# loses over-months-tests: "match_topics on"
def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    overlaps = np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2)
    order = [-1] * len(old)
    for _ in order:
        i, j = np.unravel_index(overlaps.argmax(), overlaps.shape)
        order[i] = int(j)
        overlaps[i], overlaps[:, j] = -1, -1
    return order


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    where = np.array(months)
    return {
        month: shares[where == month].mean(axis=0)[order].tolist() for month in sorted(set(months))
    }
