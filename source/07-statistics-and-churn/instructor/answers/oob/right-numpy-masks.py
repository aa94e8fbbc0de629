def oob_error(drawn, votes, y):
    votes, y = np.array(votes), np.array(y)
    out = np.ones(votes.shape, dtype=bool)
    for tree, bag in enumerate(drawn):
        out[tree, bag] = False
    asked = out.any(axis=0)
    if not asked.any():
        return float("nan")
    says = (votes * out).sum(axis=0) * 2 > out.sum(axis=0)
    return float((says[asked] != y[asked]).mean())
