# loses over-months-tests: "month_shares"
def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    overlaps = np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2)
    return linear_sum_assignment(overlaps, maximize=True)[1].tolist()


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    where = np.array(months)
    return {
        month: (shares[where == month].sum(axis=0) / max(1, (where == month).sum()))[order].tolist() for month in [f"2025-{m:02d}" for m in range(1, 13)]
    }
