def ripe_days(forecasts, labels, today, wait=21):
    now = dt.date.fromisoformat(today)
    age = {row[1]: (now - dt.date.fromisoformat(row[1])).days for row in forecasts}
    rows = []
    for day in sorted(one for one in age if age[one] >= wait):
        made = dt.date.fromisoformat(day)
        right = total = 0
        for parcel, when, said in forecasts:
            if when != day:
                continue
            some = [label[1:] for label in labels if label[0] == parcel]
            told = [pair for pair in some if (dt.date.fromisoformat(pair[0]) - made).days <= wait]
            truth = max(told)[1] if told else True
            total += 1
            right += said == truth
        rows.append((day, total, 1 - right / total))
    return rows
