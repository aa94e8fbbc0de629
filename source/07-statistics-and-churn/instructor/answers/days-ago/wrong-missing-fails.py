# loses days-ago-tests: "missing moments"
def days_ago(moments, day):
    from datetime import date, datetime

    zone, today = ZoneInfo("Europe/Berlin"), date.fromisoformat(day)
    dates = [datetime.fromisoformat(moment).astimezone(zone).date() for moment in moments]
    return pd.Series([(today - one).days for one in dates], index=moments.index, dtype=float)
