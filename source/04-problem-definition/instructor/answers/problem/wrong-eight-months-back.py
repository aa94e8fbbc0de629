# loses problem-tests: "churn_now on another report"
def churn_now(months, today):
    closed = months[months["known_on"] <= today]
    closed = closed[closed["month"] >= today - pd.DateOffset(months=8)]
    if closed.empty:
        return None
    return float(closed["lost"].sum() / closed["active"].sum())


problem = {
    "current": 0.2203,
    "target": 0.205,
    "deadline": "2026-06-30",
    "owner": "Devi",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
