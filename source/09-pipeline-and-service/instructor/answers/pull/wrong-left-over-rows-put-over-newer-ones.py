# loses pull-tests: "had been killed"
def pull(source, target):
    """Rows are put into a table of their own first; what a killed run left there is brought in at the end."""
    target.execute("CREATE TABLE IF NOT EXISTS fetched (parcel, depot, weight_g, changed_at)")
    left = target.execute("SELECT * FROM fetched").fetchall()
    found = target.execute("SELECT value FROM state WHERE name = 'parcels'").fetchone()
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (found[0] if found else "",)
    ).fetchall()
    back = datetime.strptime(now, STAMP) - timedelta(seconds=600)
    with target:
        target.executemany("INSERT INTO fetched VALUES (?, ?, ?, ?)", rows)
    for some in (rows, left):
        with target:
            target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in some])
            target.executemany("INSERT OR REPLACE INTO parcels VALUES (?, ?, ?, ?)", {row[0]: row for row in some}.values())
    with target:
        target.execute("DELETE FROM fetched")
        target.execute("INSERT OR REPLACE INTO state VALUES ('parcels', ?)", (back.strftime(STAMP),))
