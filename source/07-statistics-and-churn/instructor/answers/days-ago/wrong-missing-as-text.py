# loses days-ago-tests: "a number, or missing"
def days_ago(moments, day):
    berlin = pd.to_datetime(moments, utc=True).dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    ago = (pd.Timestamp(day) - berlin.dt.normalize()).dt.days
    return ago.astype(object).where(ago.notna(), "missing")
