def pull(source, target):
    """Read only what has settled, and remember stamp and parcel of the last row."""
    horizon = source.execute("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', now, '-600 seconds') FROM clock").fetchone()[0]
    remembered = dict(target.execute("SELECT name, value FROM state").fetchall())
    stamp, parcel = remembered.get("stamp", ""), int(remembered.get("parcel", 0))
    while True:
        page = source.execute(
            "SELECT parcel, depot, weight_g, changed_at FROM parcels"
            " WHERE changed_at < ? AND (changed_at, parcel) > (?, ?) ORDER BY changed_at, parcel LIMIT 4",
            (horizon, stamp, parcel),
        ).fetchall()
        if not page:
            return
        parcel, stamp = page[-1][0], page[-1][3]
        for row in page:
            target.execute("DELETE FROM parcels WHERE parcel = ?", row[:1])
            target.execute("INSERT INTO parcels VALUES (?, ?, ?, ?)", row)
        target.execute("INSERT OR REPLACE INTO state VALUES ('stamp', ?), ('parcel', ?)", (stamp, parcel))
        target.commit()
