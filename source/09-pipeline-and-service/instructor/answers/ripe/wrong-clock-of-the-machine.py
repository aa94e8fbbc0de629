# loses ripe-tests: "the example"
def ripe_days(forecasts, labels, today, wait=21):
    """(day, parcels, share of wrong forecasts) of each day that is old enough."""
    until = {}
    for parcel, day, _ in forecasts:
        until[parcel] = (dt.date.fromisoformat(day) + dt.timedelta(days=wait)).isoformat()
    truth = {}
    for parcel, day, late in sorted(labels, key=lambda label: label[1]):
        if parcel in until and day <= until[parcel]:
            truth[parcel] = late
    wrong = {}
    for parcel, day, late in forecasts:
        if until[parcel] <= max(today, dt.date.today().isoformat()):
            wrong.setdefault(day, []).append(late != truth.get(parcel, True))
    return [(day, len(some), sum(some) / len(some)) for day, some in sorted(wrong.items())]
