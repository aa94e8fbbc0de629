# loses run-day-tests: "as before, or both new"
import pandas as pd


def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    scans = pd.read_sql("SELECT * FROM scans WHERE date(at) = ?", db, params=[day])
    db.execute("DELETE FROM daily WHERE day = ?", (day,))
    delivered = scans[scans["kind"] == "delivered"].groupby("depot")["parcel"].nunique()
    rows = scans.groupby("depot").size().to_frame("scans").reset_index()
    rows["delivered"] = rows["depot"].map(delivered).fillna(0).astype(int)
    rows.insert(0, "day", day)
    rows.to_sql("daily", db, if_exists="append", index=False)
    db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
    db.commit()
