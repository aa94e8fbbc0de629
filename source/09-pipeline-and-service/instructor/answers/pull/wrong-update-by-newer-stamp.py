# loses pull-tests: "out of date"
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
        target.executemany("DELETE FROM parcels WHERE parcel = ? AND changed_at < ?", [(row[0], row[3]) for row in rows])
        target.executemany("INSERT INTO parcels SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM parcels WHERE parcel = ?1)", rows)
        target.execute(
            "INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (back.strftime(STAMP),)
        )
