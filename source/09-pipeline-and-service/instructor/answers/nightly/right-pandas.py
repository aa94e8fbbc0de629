import pandas as pd


def nightly(db, now: str, start: str, run, catchup: bool = True) -> list[str]:
    """Run each day that is due: never run, or with late data. The days that came to their end."""
    days = pd.date_range(start, pd.Timestamp(now[:10]) - pd.Timedelta(days=1), freq="D").strftime("%Y-%m-%d")
    runs = pd.read_sql("SELECT * FROM runs", db).set_index("day")["ran_at"]
    scans = pd.read_sql("SELECT at, stored_at FROM scans", db)
    last_stored = scans.groupby(scans["at"].str[:10])["stored_at"].max()
    result = []
    for place, day in enumerate(days):
        never = day not in runs.index
        if never and not catchup and place < len(days) - 1:
            continue
        if never or last_stored.get(day, "") >= runs[day]:
            result.extend(_try(run, db, day, now))
    return result


def backfill(db, first: str, last: str, now: str, run) -> list[str]:
    """Run each day from first to last. The days that came to their end."""
    result = []
    for day in pd.date_range(first, last, freq="D"):
        result.extend(_try(run, db, day.strftime("%Y-%m-%d"), now))
    return result


def _try(run, db, day, now):
    try:
        run(db, day, now)
    except Exception as error:
        print(day, error)
        return []
    return [day]
