# loses judge-tests: "'quarantine'"
def judge(rows, rules, now):
    """What of rows is loaded, what is put aside, what is told, by the rules of a contract."""
    def number(value):
        return type(value) in (int, float) and math.isfinite(value)

    def moment(value):
        try:
            return len(value) == 20 and value[10] == 'T' and value[-1] == 'Z' and value[4] == value[7] == '-' and value[13] == value[16] == ':'
        except (TypeError, ValueError):
            return False

    kinds = {
        "int": lambda v: type(v) is int,
        "number": number,
        "text": lambda v: type(v) is str,
        "time": moment,
    }

    def broken_by(rule):
        values = [row.get(rule.get("column")) for row in rows]
        filled = [(i, value) for i, value in enumerate(values) if value is not None]
        if rule["rule"] == "columns":
            return [i for i, row in enumerate(rows) if set(row) != set(rule["columns"])]
        if rule["rule"] == "required":
            return [i for i, value in enumerate(values) if value is None]
        if rule["rule"] == "type":
            return [i for i, value in filled if not kinds[rule["type"]](value)]
        if rule["rule"] == "range":
            low = -math.inf if rule["low"] is None else rule["low"]
            high = math.inf if rule["high"] is None else rule["high"]
            return [i for i, value in filled if number(value) and not low <= value <= high]
        first = {}
        return [i for i, value in filled if first.setdefault(value, i) != i]

    def stale(rule):
        limit = datetime.strptime(now, STAMP) - timedelta(hours=rule["hours"])
        moments = [row.get(rule["column"]) for row in rows]
        return not any(moment(one) and limit.strftime(STAMP) <= one <= now for one in moments)

    stop, aside, warnings = False, {}, []
    for number_of_rule, rule in enumerate(rules):
        if rule["rule"] == "fresh":
            is_broken, count, places = stale(rule), len(rows), []
        else:
            places = broken_by(rule)
            is_broken, count = bool(places), len(places)
        if is_broken and rule["action"] == "stop":
            stop = True
        elif is_broken and rule["action"] == "warn":
            warnings.append((number_of_rule, count))
        elif is_broken:
            for place in places:
                aside.setdefault(place, []).append(number_of_rule)
    load = [] if stop else [row for i, row in enumerate(rows) if i not in aside]
    return {"stop": stop, "load": load, "quarantine": sorted(aside.items()), "warnings": warnings}
