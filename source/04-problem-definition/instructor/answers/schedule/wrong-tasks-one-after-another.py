# loses schedule-tests: "the length of"
def schedule(tasks):
    day, rows = 0, {}
    for name, (days, _) in tasks.items():
        rows[name] = {"earliest_start": day, "earliest_finish": day + days, "latest_start": day, "latest_finish": day + days, "slack": 0}
        day += days
    return {"length": day, "tasks": rows, "critical": [list(tasks)]}
