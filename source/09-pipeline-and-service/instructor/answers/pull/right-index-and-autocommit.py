import json


def pull(source, target):
    """A unique index of my own, upserts, and transactions begun by hand."""
    target.isolation_level = None
    target.execute("CREATE UNIQUE INDEX IF NOT EXISTS one ON parcels(parcel)")
    known = target.execute("SELECT value FROM state WHERE name = ?", ("mark",)).fetchone()
    mark = json.loads(known[0])["from"] if known else "0000"
    now = next(iter(source.execute("SELECT now FROM clock")))[0]
    cursor = source.cursor()
    cursor.execute("SELECT parcel, depot, weight_g, changed_at FROM parcels WHERE changed_at BETWEEN ? AND '9999' ORDER BY changed_at", (mark,))
    target.execute("BEGIN IMMEDIATE")
    while batch := cursor.fetchmany(5):
        target.executemany(
            "INSERT INTO parcels VALUES (?, ?, ?, ?) ON CONFLICT(parcel) DO UPDATE SET depot = excluded.depot,"
            " weight_g = excluded.weight_g, changed_at = excluded.changed_at",
            batch,
        )
    told = json.dumps({"from": (datetime.fromisoformat(now) - timedelta(minutes=15)).strftime(STAMP)})
    target.execute("INSERT INTO state VALUES ('mark', ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", (told,))
    target.execute("COMMIT")
