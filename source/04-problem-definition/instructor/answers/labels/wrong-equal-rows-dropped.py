# loses labels-tests in "orders_90 and quiet_days": "orders_90"
def make_labels(events, as_of, days, observed_until):
    """Features and label of every customer active at as_of: customer_id, orders_90, quiet_days, churned."""
    log = events.drop_duplicates()
    end = as_of + pd.Timedelta(days=days)
    orders = log[log["kind"] == "order"]
    before = orders[(orders["at"] > as_of - pd.Timedelta(days=90)) & (orders["at"] <= as_of)]
    closed = log[log["kind"] == "closed"]
    out = set(closed.loc[closed["at"] <= as_of, "customer_id"])
    inside = set(orders.loc[(orders["at"] > as_of) & (orders["at"] <= end), "customer_id"])
    shut = set(closed.loc[(closed["at"] > as_of) & (closed["at"] <= end), "customer_id"])
    rows = []
    for who, part in before.groupby("customer_id"):
        if who in out:
            continue
        if who in inside:
            label = 0
        elif who in shut or observed_until >= end:
            label = 1
        else:
            label = float("nan")
        rows.append((who, len(part), (as_of - part["at"].max()).days, label))
    return pd.DataFrame(rows, columns=["customer_id", "orders_90", "quiet_days", "churned"])
