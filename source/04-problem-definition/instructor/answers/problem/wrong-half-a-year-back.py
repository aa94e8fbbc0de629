# loses problem-tests: "churn_now on another report"
def churn_now(months, today):
    """Share of active customers lost, over the six newest months whose window has closed; None without any."""
    closed = months[months["known_on"] <= today]
    closed = closed[closed["month"] > closed["month"].max() - pd.DateOffset(months=6)]
    if len(closed) == 0:
        return None
    return float(closed["lost"].sum() / closed["active"].sum())


problem = {
    "current": 0.2203,
    "target": 0.20,
    "deadline": "2026-06-30",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
