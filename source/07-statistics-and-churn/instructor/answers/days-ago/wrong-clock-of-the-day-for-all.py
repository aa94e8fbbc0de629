# loses days-ago-tests: "the example"
def days_ago(moments, day):
    offset = pd.Timestamp(day, tz="Europe/Berlin").utcoffset()
    berlin = pd.to_datetime(moments, utc=True).dt.tz_localize(None) + offset
    return (pd.Timestamp(day) - berlin.dt.normalize()).dt.days
