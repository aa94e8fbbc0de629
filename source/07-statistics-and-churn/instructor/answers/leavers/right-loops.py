from datetime import date, timedelta


def leaves(contracts, day, horizon=60, grace=30):
    never = date.max
    day = date.fromisoformat(day)
    rows = []
    for customer, own in contracts.groupby("customer_id"):
        spans = [
            (date.fromisoformat(a), date.fromisoformat(b) if isinstance(b, str) else never)
            for a, b in zip(own["started_on"], own["ended_on"])
        ]
        if not any(a <= day < b for a, b in spans):
            continue
        left = 0
        for _, end in spans:
            if day < end <= day + timedelta(days=horizon):
                back = end + timedelta(days=grace)
                left = max(left, int(not any(a <= back and b > end for a, b in spans)))
        rows.append((customer, left))
    return pd.DataFrame(rows, columns=["customer_id", "left"])


def split(rows, test_from, end, horizon=60, grace=30):
    def before(moment):
        return (date.fromisoformat(moment) - timedelta(days=horizon + grace)).isoformat()

    train = rows[rows["day"] <= before(test_from)]
    return train, rows[rows["day"].between(test_from, before(end))]
