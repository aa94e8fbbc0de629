def make_labels(events, as_of, days, observed_until):
    end = as_of + pd.DateOffset(days=days)
    log = events.groupby("event_id", as_index=False).first()
    is_order, is_closed = log["kind"].eq("order"), log["kind"].eq("closed")
    after = log["at"].gt(as_of) & log["at"].le(end)
    before = log[is_order & log["at"].gt(as_of - pd.DateOffset(days=90)) & log["at"].le(as_of)]
    table = before.groupby("customer_id").agg(orders_90=("event_id", "nunique"), last=("at", "max"))
    table = table.drop(index=table.index.intersection(log.loc[is_closed & log["at"].le(as_of), "customer_id"]))
    table["quiet_days"] = (as_of - table["last"]) // pd.Timedelta(days=1)
    table["churned"] = 1.0 if observed_until >= end else np.nan
    table.loc[table.index.isin(log.loc[is_closed & after, "customer_id"]), "churned"] = 1.0
    table.loc[table.index.isin(log.loc[is_order & after, "customer_id"]), "churned"] = 0.0
    return table.drop(columns="last").reset_index().sort_values("quiet_days")
