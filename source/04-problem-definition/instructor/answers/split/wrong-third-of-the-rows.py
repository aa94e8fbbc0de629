# loses split-tests: "at least 70 of 100"
def split(rows, horizon):
    order = rows.sort_values("at")
    for share in (0.24, 0.2, 0.28, 0.16, 0.32, 0.36, 0.4, 0.6):
        begin = order["at"].iloc[int(len(order) * (1 - share))]
        test = order[order["at"] >= begin]
        blocked = set(test["household"])
        early = order[order["at"] <= begin - pd.DateOffset(days=int(horizon))]
        train = [r for r, h in zip(early["row_id"], early["household"]) if h not in blocked]
        if train and 0.15 <= len(test) / (len(test) + len(train)) <= 0.5:
            return train, test["row_id"].tolist()
