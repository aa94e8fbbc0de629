import datetime


def nightly(db, now, start, run, catchup=True):
    """Run each day that is due: never run, or with late data. The days that came to their end."""
    midnight = datetime.datetime.strptime(now, "%Y-%m-%dT%H:%M:%SZ").date()
    count = (midnight - datetime.date.fromisoformat(start)).days
    ended = [str(datetime.date.fromisoformat(start) + datetime.timedelta(n)) for n in range(count)]
    entries = {day for (day,) in db.execute("SELECT day FROM runs")}
    late = {
        day
        for (day,) in db.execute(
            "SELECT DISTINCT r.day FROM runs r JOIN scans s ON substr(s.at, 1, 10) = r.day WHERE s.stored_at >= r.ran_at"
        ).fetchall()
    }
    new = [day for day in ended if day not in entries]
    if not catchup:
        new = [day for day in new if day == ended[-1]]
    return _each(db, sorted({*new, *(late & set(ended))}), now, run)


def backfill(db, first, last, now, run):
    """Run each day from first to last. The days that came to their end."""
    one, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return _each(db, [str(one + datetime.timedelta(n)) for n in range((end - one).days + 1)], now, run)


def _each(db, days, now, run):
    well = []
    for day in days:
        try:
            run(db, day, now)
            well.append(day)
        except Exception:
            pass
    return well
