# loses judge-tests: "the only new row is put aside"
# fresh looks only at rows that aren't put aside
def _time(value):
    if type(value) is not str:
        return False
    try:
        return datetime.strptime(value, STAMP).strftime(STAMP) == value
    except ValueError:
        return False


def _finite(value):
    return type(value) in (int, float) and math.isfinite(value)


TYPES = {
    "int": lambda value: type(value) is int,
    "number": _finite,
    "text": lambda value: type(value) is str,
    "time": _time,
}


def _broken(rule, rows):
    kind = rule["rule"]
    if kind == "columns":
        return [i for i, row in enumerate(rows) if set(row) != set(rule["columns"])]
    values = [row.get(rule["column"]) for row in rows]
    if kind == "required":
        return [i for i, value in enumerate(values) if value is None]
    if kind == "type":
        return [i for i, value in enumerate(values) if value is not None and not TYPES[rule["type"]](value)]
    if kind == "range":
        low, high = rule["low"], rule["high"]
        return [
            i
            for i, value in enumerate(values)
            if _finite(value) and (low is not None and value < low or high is not None and value > high)
        ]
    seen, found = set(), []
    for i, value in enumerate(values):
        if value is None:
            continue
        if value in seen:
            found.append(i)
        seen.add(value)
    return found


def judge(rows, rules, now):
    stop, aside, warnings = False, {}, []
    for number, rule in enumerate(rules):
        if rule["rule"] == "fresh":
            limit = (datetime.strptime(now, STAMP) - timedelta(hours=rule["hours"])).strftime(STAMP)
            times = [row.get(rule["column"]) for i, row in enumerate(rows) if i not in aside]
            times = [value for value in times if _time(value) and value <= now]
            broken = not times or max(times) < limit
            which = range(len(rows))
        else:
            which = _broken(rule, rows)
            broken = len(which) > 0
        if not broken:
            continue
        if rule["action"] == "stop":
            stop = True
        elif rule["action"] == "warn":
            warnings.append((number, len(which)))
        else:
            for i in which:
                aside.setdefault(i, []).append(number)
    load = [] if stop else [row for i, row in enumerate(rows) if i not in aside]
    return {"stop": stop, "load": load, "quarantine": sorted(aside.items()), "warnings": warnings}
