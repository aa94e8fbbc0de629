# loses nightly-tests: "returns"
def nightly(db, now, start, run, catchup=True):
    """Run each day that is due: never run, or with late data. The days that came to their end."""
    ended = [day for day in days_between(start, now[:10]) if next_day(day) + "T00:00:00Z" <= now]
    ran_at = dict(db.execute("SELECT day, ran_at FROM runs").fetchall())
    stored = dict(db.execute("SELECT date(at), MAX(stored_at) FROM scans GROUP BY date(at)").fetchall())
    due = []
    for day in ended:
        if day in ran_at:
            if stored.get(day, "") >= ran_at[day]:
                due.append(day)
        elif catchup or day == ended[-1]:
            due.append(day)
    run_all(db, due, now, run)


def backfill(db, first, last, now, run):
    """Run each day from first to last. The days that came to their end."""
    return run_all(db, days_between(first, last), now, run)


def run_all(db, days, now, run):
    """Run these days; those that came to their end."""
    finished = []
    for day in days:
        try:
            run(db, day, now)
        except Exception as error:
            print(f"{day} failed: {error}")
        else:
            finished.append(day)
    return finished


def next_day(day):
    """The day after a day, as text."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def days_between(first, last):
    """All days from first to last."""
    days = []
    while first <= last:
        days.append(first)
        first = next_day(first)
    return days
