# loses over-months-tests: "match_topics on two topics that cosine and Hellinger's distance pair otherwise"
def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    lengths = np.linalg.norm(old, axis=1)[:, None] * np.linalg.norm(new, axis=1)
    likeness = old @ new.T / lengths
    return linear_sum_assignment(likeness, maximize=True)[1].tolist()


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    where = np.array(months)
    return {
        month: shares[where == month].mean(axis=0)[order].tolist() for month in sorted(set(months))
    }
