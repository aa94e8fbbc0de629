# loses as-of-tests: "a row too many"
def features(customers, events, tickets, day):
    """One row for each customer as of the end of *day* in Berlin."""
    today = pd.Timestamp(day)
    midnight = today + pd.Timedelta(days=1)
    moments = pd.to_datetime(events["at"], utc=True).dt.tz_convert("Europe/Berlin")
    known = events.assign(ago=(today - moments.dt.tz_localize(None).dt.normalize()).dt.days)
    known = known[known["ago"] >= 0]
    opened = pd.to_datetime(tickets["opened_at"]) < midnight
    closed = pd.to_datetime(tickets["closed_at"]) < midnight

    def count(rows):
        return rows.groupby("customer_id").size()

    tenure = (today - pd.to_datetime(customers["signed_on"])).dt.days.clip(lower=0)
    table = customers[["customer_id"]].assign(tenure_days=tenure).set_index("customer_id")
    recent = known[known["ago"] < 90]
    table["recency_days"] = known.groupby("customer_id")["ago"].min()
    table["frequency_90"] = count(recent)
    table["money_90"] = recent[recent["kind"] == "top_up"].groupby("customer_id")["amount"].sum()
    table["last_30"] = count(known[known["ago"] < 30])
    table["before"] = count(known[(known["ago"] >= 30) & (known["ago"] < 60)])
    table["open_tickets"] = count(tickets[opened & ~closed])
    counted = ["frequency_90", "money_90", "last_30", "before", "open_tickets"]
    table[counted] = table[counted].fillna(0)
    table["trend"] = (table["last_30"] - table["before"]).where(table["tenure_days"] >= 59)
    return table.drop(columns=["last_30", "before"]).reset_index()
