# loses pull-tests: "rows that it had long since got"
def pull(source, target):
    """Looks back half an hour."""
    note = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = note[0] if note else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    mark = (datetime.strptime(now, STAMP) - timedelta(minutes=30)).strftime(STAMP)
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (since,)
    ).fetchall()
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (mark,))
