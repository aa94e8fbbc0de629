from datetime import date, datetime


def features(customers, events, tickets, day):
    zone, today = ZoneInfo("Europe/Berlin"), date.fromisoformat(day)

    def ago(moment):
        return (today - datetime.fromisoformat(moment).astimezone(zone).date()).days

    rows = []
    for customer, signed in zip(customers["customer_id"].tolist(), customers["signed_on"]):
        tenure = (today - date.fromisoformat(signed)).days
        if tenure < 0:
            continue
        own = events[events["customer_id"] == customer]
        past = [(ago(at), kind, amount) for at, kind, amount in zip(own["at"], own["kind"], own["amount"]) if ago(at) >= 0]
        days = [d for d, _, _ in past]
        asked = tickets[tickets["customer_id"] == customer]
        waiting = [
            o for o, c in zip(asked["opened_at"], asked["closed_at"]) if o[:10] <= day and not (isinstance(c, str) and c[:10] <= day)
        ]
        rows.append(
            {
                "customer_id": customer,
                "recency_days": min(days) if days else None,
                "frequency_90": sum(d <= 89 for d in days),
                "money_90": sum((a for d, k, a in past if d <= 89 and k == "top_up"), 0.0),
                "tenure_days": tenure,
                "trend": sum(d <= 29 for d in days) - sum(30 <= d <= 59 for d in days) if tenure >= 59 else None,
                "open_tickets": len(waiting),
            }
        )
    return pd.DataFrame(rows)
