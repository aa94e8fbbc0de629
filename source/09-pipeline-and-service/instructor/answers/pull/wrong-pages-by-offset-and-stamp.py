# loses pull-tests: "others write after every statement", "lost"
def pull(source, target):
    """Pages by stamp, each put over what is there: what changes in between moves to the end, and the next page begins too late."""
    note = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = note[0] if note else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    mark = (datetime.strptime(now, STAMP) - timedelta(seconds=600)).strftime(STAMP)
    rows, read = [], 0
    while True:
        page = source.execute(
            "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ? ORDER BY changed_at, parcel LIMIT 100 OFFSET ?",
            (since, read),
        ).fetchall()
        rows += page
        read += len(page)
        if len(page) < 100:
            break
    rows = list({row[0]: row for row in rows}.values())
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (mark,))
