# loses days-ago-tests: "the example"
def days_ago(moments, day):
    berlin = pd.to_datetime(moments, utc=True).dt.tz_localize(None) + pd.Timedelta(hours=2)
    return (pd.Timestamp(day) - berlin.dt.normalize()).dt.days
