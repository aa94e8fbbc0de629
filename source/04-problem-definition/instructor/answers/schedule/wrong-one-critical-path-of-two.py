# loses schedule-tests: "critical paths are missing"
def schedule(tasks):
    after = {n: [o for o in tasks if n in tasks[o][1]] for n in tasks}

    def end(name):
        return tasks[name][0] + max((end(b) for b in tasks[name][1]), default=0)

    length = max(end(n) for n in tasks)

    def last(name):
        return min((last(o) - tasks[o][0] for o in after[name]), default=length)

    path, name = [], max(tasks, key=end)
    while name:
        path.insert(0, name)
        name = max(tasks[name][1], key=end, default=None)
    rows = {n: {"earliest_start": end(n) - d, "earliest_finish": end(n), "latest_start": last(n) - d, "latest_finish": last(n),
                "slack": last(n) - end(n)} for n, (d, _) in tasks.items()}
    return {"length": length, "tasks": rows, "critical": [path]}
