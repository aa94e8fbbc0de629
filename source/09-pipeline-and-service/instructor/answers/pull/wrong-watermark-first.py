# loses pull-tests: "had been killed"
def pull(source, target):
    """One run: bring the target's parcels up to date with the source's."""
    found = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    since = found[0] if found else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (since,)
    ).fetchall()
    back = datetime.strptime(now, STAMP) - timedelta(seconds=600)
    with target:
        target.execute(
            "INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (back.strftime(STAMP),)
        )
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
