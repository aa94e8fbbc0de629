# loses problem-tests: "isn't what the data show"
def churn_now(months, today):
    closed = months[months["known_on"] <= today].sort_values("month").tail(6)
    return None if closed.empty else closed["lost"].sum() / closed["active"].sum()


problem = {
    "current": 0.3,
    "target": 0.25,
    "deadline": "2026-06-30",
    "owner": "Amara",
    "constraint": {"what": "contacts_per_month", "limit": 90},
}
