# loses days-ago-tests: "a number, or missing"
def days_ago(moments, day):
    berlin = pd.to_datetime(moments, utc=True).dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    return pd.Timestamp(day) - berlin.dt.normalize()
