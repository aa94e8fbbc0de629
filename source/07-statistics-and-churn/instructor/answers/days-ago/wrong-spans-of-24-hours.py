# loses days-ago-tests: "the example"
def days_ago(moments, day):
    begin = pd.Timestamp(day, tz="Europe/Berlin")
    return -(pd.to_datetime(moments, utc=True) - begin).dt.days
