# loses pull-tests: "others write after every statement", "is in the target twice"
def pull(source, target):
    """One statement for each depot: a parcel that moves meanwhile comes with both."""
    note = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = note[0] if note else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    mark = (datetime.strptime(now, STAMP) - timedelta(seconds=600)).strftime(STAMP)
    rows = []
    for depot in source.execute("SELECT DISTINCT depot FROM parcels WHERE changed_at >= ?", (since,)).fetchall():
        rows += source.execute(
            "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ? AND depot IS ?", (since, *depot)
        ).fetchall()
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (mark,))
