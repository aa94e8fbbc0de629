import re
from typing import Annotated

from pydantic import AfterValidator, FiniteFloat, StrictInt, StrictStr, TypeAdapter, ValidationError


def _moment(text):
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text):
        raise ValueError("not in the form")
    datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    return text


ADAPTERS = {
    "int": TypeAdapter(StrictInt),
    "number": TypeAdapter(Annotated[FiniteFloat, "finite"]),
    "text": TypeAdapter(StrictStr),
    "time": TypeAdapter(Annotated[StrictStr, AfterValidator(_moment)]),
}


def fits(value, kind):
    try:
        ADAPTERS[kind].validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def judge(rows, rules, now):
    def broken(rule, place):
        row, kind = rows[place], rule["rule"]
        if kind == "columns":
            return row.keys() != set(rule["columns"])
        value = row.get(rule["column"])
        if kind == "required" or value is None:
            return kind == "required" and value is None
        if kind == "type":
            return not fits(value, rule["type"])
        if kind == "range":
            if not fits(value, "number"):
                return False
            return any([rule["low"] is not None and value < rule["low"], rule["high"] is not None and value > rule["high"]])
        return value in [other.get(rule["column"]) for other in rows[:place]]

    def stale(rule):
        limit = (pd.Timestamp(now) - pd.Timedelta(hours=rule["hours"])).strftime("%Y-%m-%dT%H:%M:%SZ")
        times = [row.get(rule["column"]) for row in rows]
        return max([one for one in times if fits(one, "time") and one <= now], default="") < limit

    table = []
    for rule in rules:
        if rule["rule"] == "fresh":
            table.append((stale(rule), []))
        else:
            hit = [place for place in range(len(rows)) if broken(rule, place)]
            table.append((hit != [], hit))
    aside = {}
    for place in range(len(rows)):
        if why := [n for n, rule in enumerate(rules) if rule["action"] == "quarantine" and place in table[n][1]]:
            aside[place] = why
    stop = any(table[n][0] for n, rule in enumerate(rules) if rule["action"] == "stop")
    return {
        "warnings": [
            (n, len(rows) if rule["rule"] == "fresh" else len(table[n][1]))
            for n, rule in enumerate(rules)
            if rule["action"] == "warn" and table[n][0]
        ],
        "quarantine": list(aside.items()),
        "stop": stop,
        "load": [row for place, row in enumerate(rows) if place not in aside] if not stop else [],
    }
