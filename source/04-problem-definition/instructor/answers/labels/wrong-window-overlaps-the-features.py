# loses labels-tests in "orders_90 and quiet_days": "orders_90", "orders_90 and quiet_days"
def make_labels(events, as_of, days, observed_until):
    end = as_of + pd.Timedelta(days=days)
    log = events.drop_duplicates("event_id")
    orders, closed = log[log["kind"] == "order"], log[log["kind"] == "closed"]
    near = orders[orders["at"] > as_of - pd.Timedelta(days=90)]
    before = near[near["at"] <= as_of]
    gone = set(closed.loc[closed["at"] <= as_of, "customer_id"])
    ordered = set(orders.loc[(orders["at"] > as_of) & (orders["at"] <= end), "customer_id"])
    left = set(closed.loc[(closed["at"] > as_of) & (closed["at"] <= end), "customer_id"])
    rows = []
    for customer in sorted(set(before["customer_id"]) - gone):
        mine = near[(near["customer_id"] == customer) & (near["at"] <= end)]
        label = 0.0 if customer in ordered else 1.0 if customer in left or observed_until >= end else math.nan
        rows.append((customer, len(mine), (as_of - mine["at"].max()).days, label))
    return pd.DataFrame(rows, columns=["customer_id", "orders_90", "quiet_days", "churned"])
