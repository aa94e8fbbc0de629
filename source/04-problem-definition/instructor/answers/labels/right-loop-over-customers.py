def make_labels(events, as_of, days, observed_until):
    day = pd.Timedelta(days=1)
    end = as_of + days * day
    rows = []
    for customer, log in events.drop_duplicates("event_id").groupby("customer_id"):
        orders = log.loc[log["kind"] == "order", "at"]
        closed = log.loc[log["kind"] == "closed", "at"]
        recent = orders[(orders > as_of - 90 * day) & (orders <= as_of)]
        if recent.empty or (closed <= as_of).any():
            continue
        if ((orders > as_of) & (orders <= end)).any():
            label = 0
        elif observed_until >= end or ((closed > as_of) & (closed <= end)).any():
            label = 1
        else:
            label = np.nan
        rows.append((customer, len(recent), (as_of - recent.max()).days, label))
    return pd.DataFrame(rows, columns=["customer_id", "orders_90", "quiet_days", "churned"])
