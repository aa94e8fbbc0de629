def best_split(values, y, kind):
    v, y = pd.Series(values), pd.Series(y, dtype=float)
    if v.nunique() == 1:
        return None
    rank = v if kind == "number" else v.map(y.groupby(v).mean().rank(method="first"))
    best = (None, math.inf)
    for cut in sorted(rank.unique())[:-1]:
        left = rank <= cut
        reached = sum(part.size * 2 * part.mean() * (1 - part.mean()) for part in (y[left], y[~left])) / y.size
        if reached <= best[1]:
            best = (float(cut) if kind == "number" else set(v[left].tolist()), float(reached))
    return best
