# loses labels-tests: "the customers in the table", "too many"
def make_labels(events, as_of, days, observed_until):
    end = as_of + pd.Timedelta(days=days)
    log = events.drop_duplicates("event_id")
    orders = log[log["kind"] == "order"]
    before = orders[orders["at"] <= as_of]
    ordered = set(orders.loc[(orders["at"] > as_of) & (orders["at"] <= end), "customer_id"])
    table = before.groupby("customer_id")["at"].agg(["size", "max"]).reset_index()
    seen = observed_until >= end
    label = [0.0 if c in ordered else 1.0 if seen else math.nan for c in table["customer_id"]]
    return pd.DataFrame({"customer_id": table["customer_id"], "orders_90": table["size"],
                         "quiet_days": (as_of - table["max"]).dt.days, "churned": label})
