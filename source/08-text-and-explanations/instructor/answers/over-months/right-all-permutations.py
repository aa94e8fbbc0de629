def match_topics(old, new):
    """For each old topic the number of the new one that goes with it."""
    def total(order):
        return sum(np.minimum(row, new[j]).sum() for row, j in zip(old, order))

    return list(max(itertools.permutations(range(len(new)), len(old)), key=total))


def month_shares(shares, months, order):
    """From each month to the mean shares of the topics in order."""
    rows = {}
    for month, row in zip(months, shares):
        rows.setdefault(month, []).append([row[topic] for topic in order])
    return {month: [sum(column) / len(column) for column in zip(*some)] for month, some in rows.items()}
