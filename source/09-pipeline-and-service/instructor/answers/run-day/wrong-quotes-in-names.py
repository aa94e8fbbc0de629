# loses run-day-tests: "OperationalError"
def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    counted = f"""
        SELECT depot, COUNT(*), COUNT(DISTINCT CASE WHEN kind = 'delivered' THEN parcel END)
        FROM scans WHERE date(at) = '{day}' GROUP BY depot
    """
    rows = db.execute(counted).fetchall()
    with db:
        db.execute("DELETE FROM daily WHERE day = ?", (day,))
        for depot, scans, delivered in rows:
            db.execute(f"INSERT INTO daily VALUES ('{day}', '{depot}', {scans}, {delivered})")
        db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
