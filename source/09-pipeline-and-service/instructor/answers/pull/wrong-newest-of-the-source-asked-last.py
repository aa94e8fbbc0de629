# loses pull-tests: "others write after every statement", "is lost"
def pull(source, target):
    """Remembers the source's newest stamp less 600 seconds, but asks for it after the rows."""
    note = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = note[0] if note else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (since,)
    ).fetchall()
    (newest,) = source.execute("SELECT max(changed_at) FROM parcels").fetchone()
    mark = (datetime.strptime(newest or now, STAMP) - timedelta(seconds=600)).strftime(STAMP)
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (mark,))
