def at_capacity(left, score, k, prices):
    rows = pd.DataFrame({"left": left, "score": score})
    levels = rows.groupby("score")["left"].agg(["size", "sum"]).sort_index(ascending=False)
    places, found, threshold = min(k, len(rows)), 0.0, math.inf
    phoned = places
    for level, size, leavers in levels.itertuples():
        if not places:
            break
        taken = min(size, places)
        found += leavers * taken / size
        places -= taken
        threshold = level
    n, gone = len(rows), int(rows["left"].sum())
    precision = found / phoned if phoned else None
    return {
        "matrix": [[n - gone - phoned + found, phoned - found], [gone - found, found]],
        "precision": precision,
        "recall": found / gone if gone else None,
        "lift": precision * n / gone if phoned and gone else None,
        "euros": found * prices["kept"] * prices["value"] - phoned * prices["call"],
        "threshold": threshold,
    }


def how_many(left, score, most, prices):
    best, euros = 0, 0.0
    for k in range(1, min(most, len(left)) + 1):
        now = at_capacity(left, score, k, prices)["euros"]
        if now >= euros:  # the last of the best
            best, euros = k, now
    return best
