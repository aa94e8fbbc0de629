# loses labels-tests in "who left, where the whole window was seen": "who left"
def make_labels(events, as_of, days, observed_until):
    """Features and label of every customer active at as_of: customer_id, orders_90, quiet_days, churned."""
    end = as_of + pd.Timedelta(days=days)
    log = events.drop_duplicates("event_id")
    orders, closed = log[log["kind"] == "order"], log[log["kind"] == "closed"]
    before = orders[(orders["at"] > as_of - pd.Timedelta(days=90)) & (orders["at"] <= as_of)]
    gone = set(closed.loc[closed["at"] <= as_of, "customer_id"])
    ordered = set(orders.loc[(orders["at"] > as_of) & (orders["at"] < end), "customer_id"])
    left = set(closed.loc[(closed["at"] > as_of) & (closed["at"] <= end), "customer_id"])
    table = before.groupby("customer_id")["at"].agg(["size", "max"]).reset_index()
    table = table[~table["customer_id"].isin(gone)]
    seen = observed_until >= end
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "orders_90": table["size"],
            "quiet_days": (as_of - table["max"]).dt.days,
            "churned": [
                0.0 if c in ordered else 1.0 if c in left or seen else math.nan for c in table["customer_id"]
            ],
        }
    )
