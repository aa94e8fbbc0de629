# loses days-ago-tests: "the example"
def days_ago(moments, day):
    berlin = pd.to_datetime(moments, utc=True).dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    return (pd.Timestamp(day) - berlin.dt.normalize()).dt.days.clip(lower=0)
