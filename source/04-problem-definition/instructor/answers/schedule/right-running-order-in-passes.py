def schedule(tasks):
    order, left = [], dict(tasks)
    while left:
        ready = [name for name, (_, before) in left.items() if not set(before) & set(left)]
        order += ready
        for name in ready:
            del left[name]
    ends = {}
    for name in order:
        days, before = tasks[name]
        ends[name] = days + max([ends[b] for b in before] + [0])
    length = max(ends.values())
    latest = dict.fromkeys(tasks, length)
    for name in reversed(order):
        for b in tasks[name][1]:
            latest[b] = min(latest[b], latest[name] - tasks[name][0])
    rows = {}
    for name, (days, _) in tasks.items():
        rows[name] = dict(earliest_start=ends[name] - days, earliest_finish=ends[name], latest_start=latest[name] - days,
                          latest_finish=latest[name], slack=latest[name] - ends[name])
    paths = {}
    for name in order:
        days, before = tasks[name]
        tight = [b for b in before if ends[b] == ends[name] - days]
        paths[name] = [p + [name] for b in tight for p in paths[b]] if before else [[name]]
    needed = {b for _, before in tasks.values() for b in before}
    final = [p for name in order if name not in needed and ends[name] == length for p in paths[name]]
    return {"length": length, "tasks": rows, "critical": final}
