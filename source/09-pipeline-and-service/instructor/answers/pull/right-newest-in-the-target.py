import pandas as pd


def pull(source, target):
    """Overlap; what was reached is read off the target's own rows, and only what differs is written."""
    (newest,) = target.execute("SELECT max(changed_at) FROM parcels").fetchone()
    since = "" if newest is None else (pd.Timestamp(newest) - pd.Timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = source.cursor().execute("SELECT * FROM parcels WHERE changed_at >= ?", [since])
    there = {row[0]: row for row in target.execute("SELECT parcel, depot, weight_g, changed_at FROM parcels")}
    for parcel, depot, weight, stamp in rows:
        if parcel not in there:
            target.execute("INSERT INTO parcels(parcel, depot, weight_g, changed_at) VALUES (?, ?, ?, ?)", (parcel, depot, weight, stamp))
        elif there[parcel] != (parcel, depot, weight, stamp):
            target.execute("UPDATE parcels SET depot = ?, weight_g = ?, changed_at = ? WHERE parcel = ?", (depot, weight, stamp, parcel))
    target.commit()
    return True
