# loses pull-tests: "had been killed"
def pull(source, target):
    """The newest stamp in the target tells how far it came; each row is committed by itself."""
    newest = target.execute("SELECT max(changed_at) FROM parcels").fetchone()[0]
    since = (datetime.strptime(newest, STAMP) - timedelta(seconds=600)).strftime(STAMP) if newest else ""
    rows = source.execute(
        "SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at >= ? ORDER BY changed_at DESC", (since,)
    ).fetchall()
    for row in rows:
        with target:
            target.execute("DELETE FROM parcels WHERE parcel = ?", row[:1])
            target.execute("INSERT INTO parcels VALUES (?, ?, ?, ?)", row)
