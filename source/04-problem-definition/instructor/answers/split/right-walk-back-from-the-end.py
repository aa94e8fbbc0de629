def split(rows, horizon):
    rows = rows.sort_values("at").reset_index(drop=True)
    gap = pd.Timedelta(days=horizon)
    options = []
    for begin in rows["at"].unique():
        test = rows[rows["at"] >= begin]
        homes = set(test["household"])
        train = rows[(rows["at"] + gap <= begin) & ~rows["household"].isin(homes)]
        share = len(test) / (len(test) + len(train))
        if len(train) and 0.15 <= share <= 0.5:
            options.append((len(test) + len(train), list(train["row_id"]), list(test["row_id"])))
    return max(options)[1:]
