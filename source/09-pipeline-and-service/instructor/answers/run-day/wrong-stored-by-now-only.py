# loses run-day-tests: "daily"
from datetime import date, timedelta


def run_day(db, day, now):
    following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    with db:
        db.execute("DELETE FROM daily WHERE day = ?", (day,))
        db.execute(
            """INSERT INTO daily
            SELECT ?, depot, COUNT(*), COUNT(DISTINCT CASE WHEN kind = 'delivered' THEN parcel END)
            FROM scans WHERE at >= ? AND at < ? AND stored_at <= ? GROUP BY depot""",
            (day, day + "T00:00:00Z", following + "T00:00:00Z", now),
        )
        db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
