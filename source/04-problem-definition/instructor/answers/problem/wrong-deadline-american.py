# loses problem-tests: "an ISO date"
def churn_now(months, today):
    """Share of active customers lost, over the six newest months whose window has closed; None without any."""
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    if closed.empty:
        return None
    return float(closed["lost"].sum() / closed["active"].sum())


problem = {
    "current": churn_now(months, today),
    "target": 0.20,
    "deadline": "06/30/2026",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
