# loses leavers-tests: "whose first gap is too long, and whose last end is followed"
def leaves(contracts, day, horizon=60, grace=30):
    day = pd.Timestamp(day)
    c = contracts[["contract_id", "customer_id"]].copy()
    c["start"], c["end"] = pd.to_datetime(contracts["started_on"]), pd.to_datetime(contracts["ended_on"])
    running = c[(c["start"] <= day) & ~(c["end"] <= day)]
    ends = c[(c["end"] > day) & (c["end"] <= day + pd.Timedelta(days=horizon))]
    ends = ends.sort_values('end').drop_duplicates('customer_id', keep='last')
    pairs = ends.merge(c, on="customer_id", suffixes=("", "_o"))
    goes = pairs[(pairs["start_o"] <= pairs["end"] + pd.Timedelta(days=grace)) & ~(pairs["end_o"] <= pairs["end"])]
    gone = ends[~ends["contract_id"].isin(goes["contract_id"])]["customer_id"]
    table = pd.DataFrame({"customer_id": running["customer_id"].unique()})
    table["left"] = table["customer_id"].isin(gone).astype(int)
    return table


def split(rows, test_from, end, horizon=60, grace=30):
    day = pd.to_datetime(rows["day"])
    known = day + pd.Timedelta(days=horizon + grace)
    return rows[known <= pd.Timestamp(test_from)], rows[(day >= pd.Timestamp(test_from)) & (known <= pd.Timestamp(end))]
