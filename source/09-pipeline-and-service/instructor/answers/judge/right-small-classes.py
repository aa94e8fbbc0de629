import re
from collections import defaultdict


class Rule:
    """One rule; subclasses say which rows break it."""

    def __init__(self, number, told):
        self.number, self.told, self.column = number, told, told.get("column")

    def rows(self, table):
        return [n for n, row in enumerate(table) if row.get(self.column) is not None and self.bad(row[self.column])]


def is_number(v):
    return not isinstance(v, bool) and isinstance(v, (int, float)) and v - v == 0


def is_time(v):
    if not isinstance(v, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z", v):
        return False
    try:
        datetime.fromisoformat(v)
    except ValueError:
        return False
    return v[11:13] != "24"


class Columns(Rule):
    def rows(self, table):
        return [n for n, row in enumerate(table) if sorted(row) != sorted(set(self.told["columns"]))]


class Required(Rule):
    def rows(self, table):
        return [n for n, row in enumerate(table) if row.get(self.column) is None]


class Type(Rule):
    def bad(self, v):
        kind = self.told["type"]
        if kind == "time":
            return not is_time(v)
        if kind == "text":
            return not isinstance(v, str)
        return not is_number(v) or (kind == "int" and isinstance(v, float))


class Range(Rule):
    def bad(self, v):
        low, high = self.told["low"], self.told["high"]
        return is_number(v) and ((low is not None and v < low) or (high is not None and v > high))


class Unique(Rule):
    def rows(self, table):
        seen, found = set(), []
        for n, row in enumerate(table):
            v = row.get(self.column)
            if v is not None and v in seen:
                found.append(n)
            seen.add(v)
        return found


CLASSES = {"columns": Columns, "required": Required, "type": Type, "range": Range, "unique": Unique}


def judge(rows, rules, now):
    stop, reasons, warnings = False, defaultdict(list), []
    for number, told in enumerate(rules):
        if told["rule"] == "fresh":
            known = sorted(v for v in (row.get(told["column"]) for row in rows) if is_time(v) and v <= now)
            newest = datetime.fromisoformat(known[-1]) if known else None
            broken = newest is None or datetime.fromisoformat(now) - newest > timedelta(hours=told["hours"])
            count, places = len(rows), []
        else:
            places = CLASSES[told["rule"]](number, told).rows(rows)
            broken, count = len(places) > 0, len(places)
        if broken:
            if told["action"] == "warn":
                warnings += [[number, count]]
            stop = stop or told["action"] == "stop"
            for place in places if told["action"] == "quarantine" else []:
                reasons[place] += [number]
    good = [dict(row) for n, row in enumerate(rows) if n not in reasons and not stop]
    return dict(stop=stop, load=good, quarantine=[[n, reasons[n]] for n in sorted(reasons)], warnings=warnings)
