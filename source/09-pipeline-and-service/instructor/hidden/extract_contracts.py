"""Contracts and batches of rows for lesson 1, and what is to become of them: each row and each rule looked at by itself."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

import numpy as np

from extract_forms import moment

Case = tuple[list[Any], dict[str, Any], str]
Rows = list[dict[str, Any]]
FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")


def _finite(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and abs(value) < float("inf")


def _moment(value: Any) -> bool:
    found = FORM.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return False
    year, month, day, hour, minute, second = map(int, found.groups())
    return (
        year > 0
        and 1 <= month <= 12
        and 1 <= day <= monthrange(year, month)[1]
        and hour < 24
        and minute < 60
        and second < 60
    )


def _of_type(value: Any, kind: str) -> bool:
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    return _finite(value) if kind == "number" else isinstance(value, str) if kind == "text" else _moment(value)


def _breaks(rule: dict[str, Any], rows: Rows, place: int) -> bool:
    row, kind = rows[place], rule["rule"]
    if kind == "columns":
        return sorted(row) != sorted(rule["columns"])
    value = row.get(rule["column"])
    if value is None:
        return bool(kind == "required")
    if kind == "type":
        return not _of_type(value, rule["type"])
    if kind == "range":
        below = rule["low"] is not None and _finite(value) and value < rule["low"]
        return below or (rule["high"] is not None and _finite(value) and value > rule["high"])
    return kind == "unique" and any(row.get(rule["column"]) == value for row in rows[:place])


def expected(rows: Rows, rules: list[dict[str, Any]], now: str) -> dict[str, Any]:
    """What becomes of *rows*."""
    count: dict[int, int] = {}
    for number, rule in enumerate(rules):
        if rule["rule"] == "fresh":
            known = [
                row[rule["column"]] for row in rows if _moment(row.get(rule["column"])) and row[rule["column"]] <= now
            ]
            if not known or max(known) < moment(now, -3600 * rule["hours"]):
                count[number] = len(rows)
        elif places := [place for place in range(len(rows)) if _breaks(rule, rows, place)]:
            count[number] = len(places)
    aside = [number for number, rule in enumerate(rules) if rule["action"] == "quarantine"]
    bad = [(place, [number for number in aside if _breaks(rules[number], rows, place)]) for place in range(len(rows))]
    stop = any(rules[number]["action"] == "stop" for number in count)
    return {
        "stop": stop,
        "load": [] if stop else [row for row, (_, numbers) in zip(rows, bad, strict=True) if not numbers],
        "quarantine": [(place, numbers) for place, numbers in bad if numbers],
        "warnings": [(number, many) for number, many in count.items() if rules[number]["action"] == "warn"],
    }


def _case(rows: Rows, rules: list[dict[str, Any]], now: str, kind: str) -> Case:
    return [rows, rules, now], expected(rows, rules, now), kind


def _now(rng: np.random.Generator) -> str:
    return f"{int(rng.integers(2012, 2040))}-03-01T0{int(rng.integers(1, 5))}:{int(rng.integers(10, 59))}:30Z"


def rule(kind: str, action: str, column: str = "", **more: Any) -> dict[str, Any]:
    """One rule of a contract."""
    named = {"column": column} if column else {}
    return {"rule": kind, **named, **more, "action": action}


def _good(rng: np.random.Generator, count: int) -> Rows:
    numbers = [int(one) for one in rng.permutation(np.arange(100, 999))[:count]]
    return [{"parcel": one, "depot": f"D{one % 7}", "weight_g": int(rng.integers(200, 900))} for one in numbers]


BROKEN: dict[str, dict[str, Any]] = {
    "columns": {"depot_code": "D1"},
    "required": {"depot": None},
    "type": {"weight_g": "700"},
    "range": {"weight_g": 1001},
}


def single(rng: np.random.Generator) -> list[Case]:
    """Each kind of rule with each action, broken by one row of some; and by none."""
    cases = []
    for kind, change in [*BROKEN.items(), ("unique", {})]:
        for action in ("quarantine", "warn", "stop"):
            rows = _good(rng, 5)
            place = int(rng.integers(1, 4))
            rows[place] |= change or {"parcel": rows[place - 1]["parcel"]}
            rules = {
                "columns": rule("columns", action, columns=["weight_g", "parcel", "depot"]),
                "required": rule("required", action, "depot"),
                "type": rule("type", action, "weight_g", type="int"),
                "range": rule("range", action, "weight_g", low=100, high=1000),
                "unique": rule("unique", action, "parcel"),
            }
            other = rule("required", "quarantine", "parcel")
            cases.append(
                _case(
                    rows,
                    [other, rules[kind]],
                    _now(rng),
                    f"the rule {kind!r} with the action {action!r}, broken by one row of five",
                )
            )
            cases.append(
                _case(
                    _good(rng, 3),
                    [rules[kind], other],
                    _now(rng),
                    f"the rule {kind!r} with the action {action!r}, broken by none",
                )
            )
    missing: Rows = [
        {"parcel": 1, "depot": "x"},
        {"parcel": 2},
        {"parcel": None, "depot": None},
        {"depot": "y", "parcel": 4},
    ]
    required = [rule("required", "quarantine", "depot"), rule("columns", "quarantine", columns=["parcel", "depot"])]
    empty: Rows = [{"depot": ""}, {"depot": 0}, {"depot": False}, {"depot": None}]
    cases.append(_case(empty, required[:1], _now(rng), "an empty text, 0, False and None"))
    twins: Rows = [{"parcel": 5, "weight_g": "7"}, {"parcel": 5, "weight_g": 7}, {"parcel": 6, "weight_g": 7}]
    both = [rule("type", "quarantine", "weight_g", type="int"), rule("unique", "quarantine", "parcel")]
    for order in (both, both[::-1]):
        cases.append(_case(twins, order, _now(rng), "a parcel twice, the first of them bad"))
    return [*cases, _case(missing, required, _now(rng), "a missing key, and None")]


def values(rng: np.random.Generator) -> list[Case]:
    """Odd values under each type and in ranges."""
    low, high = int(rng.integers(2, 9)), int(rng.integers(20, 90))
    now = _now(rng)
    numbers = [
        low,
        low - 1,
        high,
        high + 1,
        low - 0.5,
        float(high),
        high + 0.001,
        0,
        0.0,
        -0.0,
        -3,
        1e300,
        float("inf"),
        float("-inf"),
        float("nan"),
    ]
    texts = [
        "",
        " ",
        str(low),
        f"{low}.0",
        "nan",
        "None",
        "True",
        "1e3",
        "٣",
        now,
        f"{now} ",
        now.lower(),
        now[:-1],
        f"{now[:-1]}+00:00",
        now.replace("T", " "),
    ]
    moments = [
        "2024-02-29T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2026-3-2T6:0:0Z",
        "2026-12-31T23:59:59Z",
        "2026-12-31T24:00:00Z",
        "2026-00-10T01:01:01Z",
        "2026-12-31",
        "2026-06-30T23:59:60Z",
    ]
    every: list[Any] = [*numbers, True, False, None, *texts, *moments]
    rows: Rows = [{"x": value, "row": place} for place, value in enumerate(every)] + [{"row": len(every)}]
    types = [rule("type", "quarantine", "x", type=kind) for kind in ("int", "number", "text", "time")]
    cases = [_case(rows, [one], now, f"odd values, the type {one['type']!r}") for one in types]
    for down, up in ((low, high), (None, high), (low, None), (0, 0), (None, None), (-2.5, 0)):
        cases.append(
            _case(
                rows,
                [rule("range", "quarantine", "x", low=down, high=up)],
                now,
                f"odd values, a range from {down} to {up}",
            )
        )
    same: list[Any] = ["a", "b", "a", None, None, "A", " a", "", "", "a", "12"]
    twice: Rows = [{"x": value} for value in same] + [{}, {}]
    cases.append(_case(twice, [rule("unique", "quarantine", "x")], now, "texts, some of them twice"))
    cases.append(
        _case(
            [{"x": int(one)} for one in (5, 0, 5, -5, 0, 5)],
            [rule("unique", "warn", "x")],
            now,
            "numbers, some of them twice",
        )
    )
    number = int(rng.integers(2, 99))
    either: list[Any] = [number, str(number), f"{number}.0", number, "0", 0, str(number), f" {number}", 0]
    mixed: Rows = [{"x": value} for value in either]
    cases.append(_case(mixed, [rule("unique", "quarantine", "x")], now, "whole numbers, and texts that look like them"))
    return cases


def ages(rng: np.random.Generator) -> list[Case]:
    """Newest moments at the limit, a second beyond it, after now, in no form, and none; over the end of February."""
    cases = []
    for action in ("warn", "stop"):
        now, hours = _now(rng), int(rng.integers(6, 60))
        at = [rule("fresh", action, "at", hours=hours), rule("required", "quarantine", "at")]
        limit = moment(now, -3600 * hours)
        old, odd = moment(limit, -1), ["2999-01-01", moment(now, -5)[:-1], 20300101, None]
        for kind, known in (
            ("the newest as old as it may be", [old, limit, moment(limit, -9000)]),
            ("the newest a second too old", [moment(limit, -9000), old]),
            ("the newest in the middle", [old, moment(now, -7), old]),
            ("one at the very moment", [old, now]),
            ("too old, and one a second after now", [old, moment(now, 1)]),
            ("too old, and others in no agreed form", [*odd, old]),
            ("no moment at all", odd),
            ("no rows", []),
        ):
            rows = [{"at": one} for one in known]
            cases.append(_case(rows, at, now, f"{kind} ({hours} hours allowed, action {action!r})"))
        cases += _by_one_row(rng, action)
    return cases


def _by_one_row(rng: np.random.Generator, action: str) -> list[Case]:
    """The only row that counts is put aside by rules before and after; the newest is half an hour to either side of a broken number of hours."""
    cases, now = [], _now(rng)
    aside, typed = rule("required", "quarantine", "parcel"), rule("type", "quarantine", "weight_g", type="int")
    rows: Rows = [
        {"parcel": 1, "weight_g": 5, "at": moment(now, -9 * 86_400)},
        {"parcel": None, "weight_g": "5", "at": moment(now, -int(rng.integers(60, 9000)))},
        {"parcel": 3, "weight_g": 7, "at": None},
    ]
    fresh = rule("fresh", action, "at", hours=6)
    for rules in ([aside, typed, fresh], [fresh, typed, aside], [aside, fresh, typed]):
        cases.append(_case(rows, rules, now, f"the only new row is put aside (6 hours allowed, action {action!r})"))
    for hours in (0.5, 1.5, int(rng.integers(6, 60)) + 0.5):
        limit = moment(now, -int(3600 * hours))
        for seconds, kind in ((0, "as old as it may be"), (-1, "a second too old")):
            rows = [{"at": moment(limit, seconds)}, {"at": moment(limit, -86_400)}]
            rules = [rule("fresh", action, "at", hours=hours)]
            cases.append(_case(rows, rules, now, f"the newest {kind} ({hours} hours allowed, action {action!r})"))
    return cases


def batches(rng: np.random.Generator) -> list[Case]:
    """Long contracts with each action several times, rows that break several rules, and empty ones."""
    cases = []
    for stops in (False, True):
        now, rows = _now(rng), _good(rng, 12)
        for place, row in enumerate(rows):
            row["changed_at"] = moment(now, -3600 * (30 + place))
        rows[2] |= {"weight_g": -5, "depot": None}
        rows[3] |= {"weight_g": "5"}
        rows[5] |= {"parcel": rows[2]["parcel"], "changed_at": "yesterday"}
        rows[7] |= {"parcel": rows[2]["parcel"], "weight_g": 5000}
        rows[8] |= {"weight_g": True, "depot": 7}
        del rows[9]["depot"]
        rules = [
            rule("fresh", "warn", "changed_at", hours=24),
            rule("unique", "quarantine", "parcel"),
            rule("range", "warn", "weight_g", low=50, high=None),
            rule("type", "quarantine", "weight_g", type="number"),
            rule("required", "warn", "depot"),
            rule("range", "quarantine", "weight_g", low=0, high=4999),
            rule("type", "warn", "depot", type="text"),
            rule("type", "quarantine", "changed_at", type="time"),
            rule("columns", "stop" if stops else "warn", columns=["changed_at", "parcel", "weight_g", "depot"]),
            rule("type", "stop", "parcel", type="int"),
            rule("range", "warn", "weight_g", low=None, high=4000),
            rule("required", "quarantine", "nothing") if stops else rule("unique", "warn", "nothing"),
        ]
        order = [int(one) for one in rng.permutation(len(rules))]
        cases.append(
            _case(rows, [rules[one] for one in order], now, f"twelve rules, twelve rows{', stopped' if stops else ''}")
        )
    rows = _good(rng, 4)
    cases.append(_case(rows, [], _now(rng), "no rules"))
    every = [rule("columns", "stop", columns=["x"]), rule("unique", "quarantine", "x"), rule("required", "warn", "x")]
    cases.append(_case([], every, _now(rng), "no rows"))
    bad = [rule("type", "quarantine", "parcel", type="text")]
    cases.append(_case(_good(rng, 3), bad, _now(rng), "every row is bad"))
    return cases
