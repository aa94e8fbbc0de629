# loses schedule-tests: "earliest times in other plans"
def schedule(tasks):
    after = {n: [o for o in tasks if n in tasks[o][1]] for n in tasks}

    def end(name):
        return tasks[name][0] + max((end(b) for b in tasks[name][1][:1]), default=0)

    length = max(end(n) for n in tasks)

    def last(name):
        return min((last(o) - tasks[o][0] for o in after[name]), default=length)

    def walk(path, days):
        if not after[path[-1]]:
            return [path] if days == length else []
        return [p for o in after[path[-1]] for p in walk([*path, o], days + tasks[o][0])]

    rows = {n: {"earliest_start": end(n) - d, "earliest_finish": end(n), "latest_start": last(n) - d, "latest_finish": last(n),
                "slack": last(n) - end(n)} for n, (d, _) in tasks.items()}
    critical = [p for n, (d, b) in tasks.items() if not b for p in walk([n], d)]
    return {"length": length, "tasks": rows, "critical": critical}
