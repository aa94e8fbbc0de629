# loses run-day-tests: "daily"
def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    counted = """
        INSERT INTO daily
        SELECT ?, depot, COUNT(*), COUNT(DISTINCT CASE WHEN kind = 'delivered' THEN parcel END)
        FROM scans WHERE date(at) = ? GROUP BY depot
    """
    if True:
        db.execute("DELETE FROM daily WHERE day = ?", (day,))
        db.execute(counted, (day, day))
        db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
