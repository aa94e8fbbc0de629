def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    far = np.abs(old[:, None] - new[None]).sum(axis=-1)
    return list(linear_sum_assignment(far)[1])


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    means = pd.DataFrame(shares).groupby(np.array(months)).mean()[list(order)]
    return {month: list(row) for month, row in zip(means.index, means.to_numpy())}
