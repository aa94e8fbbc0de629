# loses run-day-tests: "daily"
def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    counted = """
        INSERT INTO daily
        SELECT ?, depot, COUNT(*), COUNT(DISTINCT CASE WHEN kind = 'delivered' THEN parcel END)
        FROM scans WHERE date(at) = ? GROUP BY depot
    """
    with db:
        db.execute("UPDATE daily SET scans = 0, delivered = 0 WHERE day = ? AND depot NOT IN (SELECT depot FROM scans WHERE date(at) = ?)", (day, day))
        db.execute("DELETE FROM daily WHERE day = ? AND scans > 0", (day,))
        db.execute(counted, (day, day))
        db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
