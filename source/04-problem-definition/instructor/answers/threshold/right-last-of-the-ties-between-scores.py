def best_threshold(y, p, cost):
    y, p = np.array(y), np.array(p)
    levels = np.unique(p)
    tries = [levels[0] - 1, *((levels[1:] + levels[:-1]) / 2), levels[-1] + 1]

    def total(t):
        act = p >= t
        return (cost["tp"] * (act & (y == 1)).sum() + cost["fp"] * (act & (y == 0)).sum()
                + cost["fn"] * (~act & (y == 1)).sum() + cost["tn"] * (~act & (y == 0)).sum())

    return float(min(reversed(tries), key=total))
