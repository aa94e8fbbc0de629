# loses problem-tests: "churn_now on", "which months are closed"
def churn_now(months, today):
    newest = months.sort_values("month").tail(6)
    return newest["lost"].sum() / newest["active"].sum()


problem = {
    "current": churn_now(months, today),
    "target": 0.3,
    "deadline": "2026-06-30",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
