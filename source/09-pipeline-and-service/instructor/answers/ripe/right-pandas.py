def ripe_days(forecasts, labels, today, wait=21):
    asked = pd.DataFrame(list(forecasts), columns=["parcel", "day", "said"])
    known = pd.DataFrame(list(labels), columns=["parcel", "known", "late"])
    asked["until"] = pd.to_datetime(asked["day"]) + pd.Timedelta(days=wait)
    asked = asked[asked["until"] <= pd.Timestamp(today)]
    both = asked.merge(known, on="parcel", how="inner")
    both = both[pd.to_datetime(both["known"]) <= both["until"]].sort_values("known")
    last = dict(zip(both["parcel"], both["late"]))
    rows = []
    for day, some in asked.groupby("day"):
        wrong = [bool(said) != bool(last.get(parcel, True)) for parcel, said in zip(some["parcel"], some["said"])]
        rows.append([day, len(some), np.mean(wrong)])
    return rows
