# loses nightly-tests: "beside run"
def _try(db, days, now, run):
    done = []
    for day in days:
        try:
            run(db, day, now)
        except Exception:
            continue
        with db:
            db.execute('INSERT OR REPLACE INTO runs VALUES (?, ?)', (day, now))
        done.append(day)
    return done


def nightly(db, now, start, run, catchup=True):
    ran = dict(db.execute("SELECT day, ran_at FROM runs").fetchall())
    stored = dict(db.execute("SELECT substr(at, 1, 10), max(stored_at) FROM scans GROUP BY 1").fetchall())
    ended, day = [], date.fromisoformat(start)
    while (day + timedelta(days=1)).isoformat() + "T00:00:00Z" <= now:
        ended.append(day.isoformat())
        day += timedelta(days=1)
    due = [
        day for day in ended
        if (stored.get(day, "") >= ran[day] if day in ran else catchup or day == ended[-1])
    ]
    return _try(db, due, now, run)


def backfill(db, first, last, now, run):
    days, day = [], date.fromisoformat(first)
    while day.isoformat() <= last:
        days.append(day.isoformat())
        day += timedelta(days=1)
    return _try(db, days, now, run)
