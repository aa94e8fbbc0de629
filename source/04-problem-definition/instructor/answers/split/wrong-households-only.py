# loses split-tests: "the time between the last training row"
def split(rows, horizon):
    homes = sorted(rows["household"].unique())
    test = rows["household"].isin(homes[: max(1, len(homes) // 3)])
    return rows.loc[~test, "row_id"].tolist(), rows.loc[test, "row_id"].tolist()
