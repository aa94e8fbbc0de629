# loses pull-tests: "is lost"
def pull(source, target):
    """Settled rows, those after the last one."""
    found = dict(target.execute("SELECT name, value FROM state").fetchall())
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    limit = (datetime.strptime(now, STAMP) - timedelta(seconds=0)).strftime(STAMP)
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at < ?"
        " AND (changed_at, parcel) > (?, ?) ORDER BY changed_at, parcel",
        (limit, found.get("stamp", ""), int(found.get("parcel", 0))),
    ).fetchall()
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        if rows:
            target.execute("INSERT OR REPLACE INTO state VALUES ('stamp', ?)", (rows[-1][3],))
            target.execute("INSERT OR REPLACE INTO state VALUES ('parcel', ?)", (rows[-1][0],))
