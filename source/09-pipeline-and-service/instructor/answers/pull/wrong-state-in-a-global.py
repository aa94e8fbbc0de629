# loses pull-tests: "a backup takes"
REACHED = []


def pull(source, target):
    """One run: bring the target's parcels up to date with the source's."""
    known = target.execute("SELECT count(*) FROM parcels").fetchone()[0]
    found = REACHED if known else []
    since = found[0] if found else ""
    (now,) = source.execute("SELECT now FROM clock").fetchone()
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ?", (since,)
    ).fetchall()
    back = datetime.strptime(now, STAMP) - timedelta(seconds=600)
    with target:
        target.executemany("DELETE FROM parcels WHERE parcel = ?", [row[:1] for row in rows])
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
    REACHED[:] = [back.strftime(STAMP)]
