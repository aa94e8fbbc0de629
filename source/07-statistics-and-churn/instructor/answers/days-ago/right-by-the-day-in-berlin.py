def days_ago(moments, day):
    clock = pd.to_datetime(moments, utc=True, format="%Y-%m-%dT%H:%M:%SZ").dt.tz_convert(ZoneInfo("Europe/Berlin"))
    dates = pd.to_datetime(clock.dt.strftime("%Y-%m-%d"))
    return -((dates - pd.Timestamp(day)) / pd.Timedelta(days=1))
