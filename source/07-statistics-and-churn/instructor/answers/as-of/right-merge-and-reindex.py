def features(customers, events, tickets, day):
    day = pd.Timestamp(day)
    here = customers.assign(signed=pd.to_datetime(customers["signed_on"])).query("signed <= @day")
    log = events.copy()
    log["date"] = pd.to_datetime(log["at"], utc=True).dt.tz_convert("Europe/Berlin").dt.strftime("%Y-%m-%d")
    log["date"] = pd.to_datetime(log["date"])
    log = log[log["date"] <= day]
    back = {n: log["date"] > day - pd.Timedelta(days=n) for n in (30, 60, 90)}
    log["f"], log["t"] = back[90].astype(int), 2 * back[30].astype(int) - back[60].astype(int)
    log["m"] = log["amount"].where((log["kind"] == "top_up") & back[90], 0.0)
    sums = log.groupby("customer_id").agg(last=("date", "max"), f=("f", "sum"), m=("m", "sum"), t=("t", "sum"))
    both = pd.DataFrame({name: pd.to_datetime(tickets[name]) for name in ("opened_at", "closed_at")})
    over = day + pd.Timedelta(days=1)
    waiting = tickets[(both["opened_at"] < over) & ((both["closed_at"] >= over) | both["closed_at"].isna())]
    sums = sums.reindex(here["customer_id"])
    out = pd.DataFrame({"customer_id": here["customer_id"].to_numpy()})
    out["recency_days"] = (day - sums["last"]).dt.days.to_numpy()
    out["frequency_90"], out["money_90"] = sums["f"].fillna(0).to_numpy(), sums["m"].fillna(0).to_numpy()
    out["tenure_days"] = (day - here["signed"]).dt.days.to_numpy()
    out["trend"] = np.where(out["tenure_days"] >= 59, sums["t"].fillna(0).to_numpy(), np.nan)
    out["open_tickets"] = waiting["customer_id"].value_counts().reindex(here["customer_id"], fill_value=0).to_numpy()
    return out
