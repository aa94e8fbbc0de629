# loses problem-tests: "churn_now on", "months of different size"
def churn_now(months, today):
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    return None if closed.empty else float((closed["lost"] / closed["active"]).mean())


problem = {
    "current": churn_now(months, today),
    "target": 0.20,
    "deadline": "2026-06-30",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
