def churn_now(months, today):
    closed = months.query("known_on <= @today").nlargest(6, "month")
    return None if len(closed) == 0 else closed.lost.sum() / closed.active.sum()


problem = dict(
    current=0.2203, target=0.21, deadline="2026-07-09", owner="Amara",
    constraint={"what": "answer_hours", "limit": 24.0},
)
