# loses days-ago-tests: "the example"
def days_ago(moments, day):
    utc = pd.to_datetime(moments, utc=True).dt.tz_localize(None)
    summer = utc.dt.month.between(4, 10)
    berlin = utc + pd.to_timedelta(summer.astype(int) + 1, unit="h")
    return (pd.Timestamp(day) - berlin.dt.normalize()).dt.days
