def days_ago(moments, day):
    from datetime import date, datetime

    zone, today = ZoneInfo("Europe/Berlin"), date.fromisoformat(day)
    days = []
    for moment in moments:
        if not isinstance(moment, str):
            days.append(None)
            continue
        days.append((today - datetime.fromisoformat(moment).astimezone(zone).date()).days)
    return pd.Series(days, index=moments.index, dtype=float)
