# loses days-ago-tests: "missing moments, and none at all"
def days_ago(moments, day):
    def date(moment):
        return pd.NaT if pd.isna(moment) else pd.Timestamp(moment).tz_convert("Europe/Berlin").tz_localize(None).normalize()

    return (pd.Timestamp(day) - moments.map(date)).dt.days
