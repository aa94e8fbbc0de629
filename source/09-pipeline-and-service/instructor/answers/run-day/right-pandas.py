import pandas as pd


def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    scans = pd.read_sql("SELECT * FROM scans WHERE at >= ? AND at <= ?", db, params=(f"{day}T00:00:00Z", f"{day}T23:59:59Z"))
    rows = []
    for depot, own in scans.groupby("depot"):
        rows.append((day, depot, len(own), int(own.loc[own["kind"].eq("delivered"), "parcel"].nunique())))
    db.execute("DELETE FROM daily WHERE day = ?", [day])
    db.executemany("INSERT INTO daily VALUES (?, ?, ?, ?)", rows)
    db.execute("INSERT INTO runs VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET ran_at = excluded.ran_at", [day, now])
    db.commit()
