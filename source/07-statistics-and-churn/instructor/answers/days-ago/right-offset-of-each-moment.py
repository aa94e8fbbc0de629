def days_ago(moments, day):
    numbers = pd.Series(np.nan, index=moments.index)
    known = moments.notna().to_numpy()
    utc = pd.DatetimeIndex(pd.to_datetime(moments[known], utc=True))
    dates = utc.tz_convert("Europe/Berlin").date
    numbers[known] = [(pd.Timestamp(day).date() - one).days for one in dates]
    return numbers
