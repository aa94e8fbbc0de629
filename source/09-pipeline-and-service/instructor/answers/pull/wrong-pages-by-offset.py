# loses pull-tests: "others write after every statement", "is in the target twice"
def pull(source, target):
    """Pages of a hundred, by LIMIT and OFFSET: what comes in between shifts them."""
    note = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = note[0] if note else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    mark = (datetime.strptime(now, STAMP) - timedelta(seconds=600)).strftime(STAMP)
    rows = []
    while True:
        page = source.execute(
            "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ? ORDER BY parcel LIMIT 100 OFFSET ?",
            (since, len(rows)),
        ).fetchall()
        rows += page
        if len(page) < 100:
            break
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (mark,))
