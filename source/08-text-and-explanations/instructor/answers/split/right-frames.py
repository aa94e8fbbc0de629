def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    frame = pd.DataFrame(reads, columns=["reader", "article", "at"])
    early = frame[frame["at"] < cut]
    late = frame[frame["at"] >= cut].merge(early[["reader", "article"]].drop_duplicates(), how="left", indicator=True)
    late = late[late["_merge"] == "left_only"]
    test = {reader: set(rows) for reader, rows in late.groupby("reader")["article"]}
    return list(early.itertuples(index=False, name=None)), test
