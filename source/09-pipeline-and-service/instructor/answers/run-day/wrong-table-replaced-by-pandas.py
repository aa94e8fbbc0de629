# loses run-day-tests: "daily"
import pandas as pd


def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    scans = pd.read_sql("SELECT * FROM scans WHERE date(at) = ?", db, params=[day])
    delivered = scans[scans["kind"] == "delivered"].groupby("depot")["parcel"].nunique()
    rows = scans.groupby("depot").size().to_frame("scans").reset_index()
    rows["delivered"] = rows["depot"].map(delivered).fillna(0).astype(int)
    rows.insert(0, "day", day)
    db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
    rows.to_sql("daily", db, if_exists="replace", index=False)
    db.commit()
