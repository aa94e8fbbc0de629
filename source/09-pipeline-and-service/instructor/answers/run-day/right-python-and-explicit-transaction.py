from collections import defaultdict
from datetime import datetime, timedelta, timezone


def run_day(db, day, now):
    """Compute the rows of one day anew in daily, and enter the run, in one transaction."""
    begin = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    seen, delivered = defaultdict(int), defaultdict(set)
    for parcel, depot, kind, at in db.execute("SELECT parcel, depot, kind, at FROM scans").fetchall():
        moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        if begin <= moment < begin + timedelta(days=1):
            seen[depot] += 1
            if kind == "delivered":
                delivered[depot].add(parcel)
    cursor = db.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    try:
        cursor.execute("DELETE FROM daily WHERE day = :day", {"day": day})
        cursor.executemany(
            "INSERT INTO daily (day, depot, delivered, scans) VALUES (?, ?, ?, ?)",
            [(day, depot, len(delivered[depot]), count) for depot, count in sorted(seen.items())],
        )
        cursor.execute("DELETE FROM runs WHERE day = ?", (day,))
        cursor.execute("INSERT INTO runs (ran_at, day) VALUES (?, ?)", (now, day))
        cursor.execute("COMMIT")
    except Exception:
        db.rollback()
        raise
    return len(seen)
