# loses ripe-tests: "forecasts of December"
def ripe_days(forecasts, labels, today, wait=21):
    """(day, parcels, share of wrong forecasts) of each day that is old enough."""
    end = dt.date.fromisoformat(today)
    day_of = {parcel: dt.date.fromisoformat(day) for parcel, day, _ in forecasts}
    truth = {}
    for parcel, day, late in sorted(labels, key=lambda one: one[1]):
        if parcel in day_of and (dt.date.fromisoformat(day) - day_of[parcel]).days <= wait:
            truth[parcel] = late
    found = {}
    for parcel, day, late in forecasts:
        if end.timetuple().tm_yday - day_of[parcel].timetuple().tm_yday >= wait:
            found.setdefault(day, []).append(truth.get(parcel, True) != late)
    return [(day, len(wrong), sum(wrong) / len(wrong)) for day, wrong in sorted(found.items())]
