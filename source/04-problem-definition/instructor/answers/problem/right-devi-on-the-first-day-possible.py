def churn_now(months, today):
    """Share of active customers lost, over the six newest months whose window has closed; None without any."""
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    if closed.empty:
        return None
    return float(closed["lost"].sum() / closed["active"].sum())


problem = {
    "current": 0.220,
    "target": 0.1958,
    "deadline": "2026-04-10",
    "owner": "Devi",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
