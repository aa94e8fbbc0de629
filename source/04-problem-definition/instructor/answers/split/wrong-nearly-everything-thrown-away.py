# loses split-tests: "the rows kept"
def split(rows, horizon):
    rows = rows.sort_values("at")
    first, last = rows.iloc[:3], rows.iloc[-1:]
    first = first[~first["household"].isin(last["household"])]
    return first["row_id"].tolist(), last["row_id"].tolist()
