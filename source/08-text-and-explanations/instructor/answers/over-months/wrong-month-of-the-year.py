# loses over-months-tests: "month_shares"
def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    overlaps = np.minimum(old[:, None, :], new[None, :, :]).sum(axis=2)
    return linear_sum_assignment(overlaps, maximize=True)[1].tolist()


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    where = np.array(months)
    return {
        month[5:]: shares[where == month].mean(axis=0)[order].tolist() for month in sorted(set(months))
    }
