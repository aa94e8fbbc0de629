def decide(champion, challenger, groups, slack):
    """As a table that pandas groups."""
    if champion.keys() ^ challenger.keys():
        raise ValueError("other parcels")
    table = pd.DataFrame({"one": pd.Series(champion, dtype=float), "two": pd.Series(challenger, dtype=float)})
    if table.isna().to_numpy().any():
        raise ValueError("NaN")
    table["gain"] = table["one"] - table["two"]
    table["zone"] = [groups[parcel] for parcel in table.index]
    each = table.groupby("zone")["gain"].agg(["mean", "sem"])  # sem of one row is NaN
    safe = each["mean"] - 2 * each["sem"] >= -slack
    low = table["gain"].mean() - 2 * table["gain"].sem()
    unsafe = sorted(safe.index[~safe])
    return {"gain": table["gain"].mean(), "low": low, "unsafe": unsafe, "promote": bool(low > 0 and safe.all())}
