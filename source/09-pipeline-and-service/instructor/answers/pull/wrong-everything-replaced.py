# loses pull-tests: "long since got"
def pull(source, target):
    """One run: bring the target's parcels up to date with the source's."""
    rows = source.execute("SELECT parcel, depot, weight_g, changed_at FROM parcels").fetchall()
    with target:
        target.execute("DELETE FROM parcels")
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)
