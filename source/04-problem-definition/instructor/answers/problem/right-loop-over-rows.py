def churn_now(months, today):
    rows = sorted(row for row in months[["month", "active", "lost", "known_on"]].itertuples(index=False) if row.known_on <= today)
    lost = active = 0
    for row in rows[-6:]:
        lost += int(row.lost)
        active += int(row.active)
    return lost / active if active else None


problem = {
    "current": round(churn_now(months, today), 3),
    "target": 0.2,
    "deadline": "2026-04-30",
    "owner": "Devi",
    "constraint": {"what": "euros_per_month", "limit": 900},
}
