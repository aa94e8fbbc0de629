"""What a batcher should do (lesson 4), computed from the times alone, and rows that bring each rule near its edge."""

from __future__ import annotations

from typing import Any

import numpy as np

Rng = np.random.Generator
Note = dict[str, Any]


def _batches(plan: Note, batcher: int) -> list[tuple[float, list[int]]]:
    """When each batch is handed over, and the places of its rows."""
    rows = plan["rows"]
    mine = sorted(
        (place for place, row in enumerate(rows) if row.get("batcher", 0) == batcher),
        key=lambda place: (rows[place]["at"], place),
    )
    batches: list[tuple[float, list[int]]] = []
    open_rows: list[int] = []
    until = 0.0

    def here(now: float) -> list[int]:
        return [place for place in open_rows if rows[place].get("leaves", 1e9) > now]

    for place in [*mine, None]:
        now = rows[place]["at"] if place is not None else 1e9
        if open_rows and now > until:
            if here(until):
                batches.append((until, here(until)))
            open_rows = []
        open_rows = here(now)
        if place is None:
            break
        if not open_rows:
            until = now + plan["wait"]
        open_rows.append(place)
        if len(open_rows) == plan["most"]:
            batches.append((now, open_rows))
            open_rows = []
    return batches


def expected(plan: Note) -> tuple[list[list[Note]], list[Note]]:
    """Calls of each model, and what becomes of each caller."""
    rows = plan["rows"]
    callers: list[Note] = [
        {"row": row["row"], "outcome": "cancelled", "result": None, "at": row.get("leaves")} for row in rows
    ]
    every: list[list[Note]] = []
    for number, model in enumerate(plan["models"]):
        calls: list[Note] = []
        for at, places in _batches(plan, number):
            _ask(model, at, places, rows, calls, callers)
        every.append(sorted(calls, key=lambda one: one["at"]))
    return every, callers


def _ask(model: Note, at: float, places: list[int], rows: list[Note], calls: list[Note], callers: list[Note]) -> None:
    """One batch: its call, and a call for each row alone if it raises."""
    takes = model.get("takes", 0)
    names = [rows[place]["row"] for place in places]
    calls.append({"at": at, "rows": names})
    poison = [name for name in names if name in model.get("poison", [])]
    end = at + takes
    if poison and len(places) > 1:
        for place in places:
            if rows[place].get("leaves", 1e9) > end:
                _ask(model, end, [place], rows, calls, callers)
                end += takes
        return
    odd = any(name in [*model.get("short", []), *model.get("long", [])] for name in names)
    outcome: str
    result: str | None
    for number, (place, name) in enumerate(zip(places, names, strict=True)):
        if rows[place].get("leaves", 1e9) <= end:
            continue
        if poison:
            outcome, result = model.get("raises", "Poison"), f"can't read {poison[0]}"
        elif odd:
            outcome, result = "RuntimeError", "another number of results"
        else:
            outcome, result = "result", _result(model, number, name)
        callers[place] |= {"outcome": outcome, "result": result, "at": end}


def _result(model: Note, number: int, name: str) -> str | None:
    """What the model makes of row *name*, the *number*-th of its call."""
    if name in model.get("nothing", []):
        return None
    if name in model.get("odd", []):
        return repr(ValueError(name))
    return f"answer {number} to {name}" if model.get("numbered") else f"answer to {name}"


def case(told: str, plan: Note) -> tuple[str, Note, list[list[Note]], list[Note]]:
    """A case for the forms: what it is, the plan, calls, callers."""
    return (told, plan, *expected(plan))


def _plan(
    most: int,
    wait: float,
    times: list[tuple[str, float]],
    model: Note | None = None,
    leaves: dict[str, float] | None = None,
) -> Note:
    rows = [
        {"row": name, "at": at, **({"leaves": leaves[name]} if leaves and name in leaves else {})} for name, at in times
    ]
    return {"most": most, "wait": wait, "models": [model or {}], "rows": rows}


def _names(rng: Rng, count: int) -> list[str]:
    return [f"FP-{number}" for number in rng.permutation(np.arange(100, 999))[:count]]


def filling(rng: Rng) -> list[Any]:
    """Batches that are full, that are not, a timer left over from a full one, the wait from the first row and not the last."""
    wait = 10 * int(rng.integers(3, 9))
    most = int(rng.integers(3, 6))
    name = iter(_names(rng, 80))
    full = [(next(name), 7.0 + number) for number in range(most)]
    after = [(next(name), 7.0 + wait - 5), (next(name), 7.0 + wait + 6)]
    slow = [(next(name), 1000.0 + number * (wait - 4)) for number in range(most - 1)]
    even = [(next(name), 3000.0) for _ in range(2 * most + 1)]
    alone = [(next(name), 5.0)]
    again = [("FP-1", 3.0), ("FP-1", 4.0), ("FP-2", 5.0), ("FP-1", 9000.0)]
    single = [(next(name), 3.0 * number + 1) for number in range(4)]
    return [
        case("full batches and half-full ones", _plan(most, wait, [*full, *after, *slow, *even], {"takes": 2})),
        case(
            "the same row of several callers, of a model that answers by place",
            _plan(4, wait, again, {"takes": 1, "numbered": True}),
        ),
        case("one row alone", _plan(most, wait, alone, {"takes": 15})),
        case("the same row of several callers", _plan(most, wait, again, {"takes": 1})),
        case("at most one row", _plan(1, wait, single, {"takes": 5})),
        case(
            "many rows, an odd wait",
            _plan(64, wait + 0.5, [(next(name), float(number)) for number in range(45)], {"takes": 1}),
        ),
    ]


def slow_model(rng: Rng) -> list[Any]:
    """A model slower than the rows come: batches are handed over while another computes. And a second batcher beside it."""
    wait, most = 10 * int(rng.integers(2, 5)), int(rng.integers(2, 5))
    name = iter(_names(rng, 60))
    plan = _plan(most, wait, [(next(name), 4.0 * number + 1) for number in range(5 * most + 1)], {"takes": 40 * wait})
    two = _plan(most, wait, [(next(name), 3.0 * number + 1) for number in range(4 * most)], {"takes": 5})
    two["models"].append({"takes": 9})
    for number, row in enumerate(two["rows"]):
        row["batcher"] = number % 2
    return [case("a slow model", plan), case("two batchers, row by row", two)]


def errors(rng: Rng) -> list[Any]:
    """A row that the model can't read, at each place; two of them; alone; errors of other kinds; results of None and of an exception; too few results, too many."""
    wait, most = 10 * int(rng.integers(2, 5)), 4
    cases = []
    for place in range(most):
        names = _names(rng, most + 1)
        plan = _plan(
            most,
            wait,
            [(name, 2.0 * number + 1) for number, name in enumerate(names)],
            {"takes": 3, "poison": [names[place]]},
        )
        cases.append(case(f"row {place + 1} of 4 can't be read", plan))
    names = _names(rng, 9)
    times = [(name, 2.0 * number + 1) for number, name in enumerate(names)]
    cases.append(case("two rows can't be read", _plan(3, wait, times[:3], {"takes": 3, "poison": names[1:3]})))
    cases.append(case("a row alone can't be read", _plan(3, wait, times[:1], {"takes": 3, "poison": names[:1]})))
    cases.append(case("no row can be read", _plan(3, wait, times[:3], {"takes": 3, "poison": names[:3]})))
    cases.append(case("a result of None", _plan(3, wait, times[:4], {"takes": 3, "nothing": names[1:2]})))
    cases.append(case("a result that is an exception", _plan(3, wait, times[:3], {"takes": 3, "odd": names[1:2]})))
    for kind in ("OSError", "Unreadable", "RuntimeError"):
        model = {"takes": 3, "raises": kind, "poison": names[1:2]}
        cases.append(case(f"the second of three rows raises {kind}", _plan(3, wait, times[:4], model)))
    for kind in ("short", "long"):
        told = f"{'fewer' if kind == 'short' else 'more'} results than rows, then a good batch"
        cases.append(case(told, _plan(3, wait, times[:5], {"takes": 3, kind: names[:1]})))
        cases.append(case(f"{told}, of one row", _plan(1, wait, times[:2], {"takes": 3, kind: names[:1]})))
        alone = f"the second of three rows can't be read; for the first alone come {'no' if kind == 'short' else 'two'} results"
        cases.append(case(alone, _plan(3, wait, times[:3], {"takes": 3, "poison": names[1:2], kind: names[:1]})))
    return cases


def leaving(rng: Rng) -> list[Any]:
    """Callers who go away: while they wait, all of a batch, the first one, while the model computes, and before a batch is full."""
    wait, most = 10 * int(rng.integers(4, 8)), 3
    name = _names(rng, 12)
    a, b, c, d, e = name[:5]
    return [
        case("one of two leaves while they wait", _plan(most, wait, [(a, 1.0), (b, 5.0)], {"takes": 3}, {b: 9.0})),
        case("the first of two leaves; the wait is still its own", _plan(most, wait, [(a, 1.0), (b, 15.0)], {"takes": 3}, {a: 20.0})),
        case("all leave, and then others come", _plan(most, wait, [(a, 1.0), (b, 5.0), (c, 22.0), (d, 24.0)], {"takes": 3}, {a: 11.0, b: 12.0})),
        case("all leave, and nobody comes for long", _plan(most, wait, [(a, 1.0), (b, 5.0), (c, 900.0)], {"takes": 3}, {a: 11.0, b: 12.0})),
        case("who left doesn't fill a batch", _plan(most, wait, [(a, 1.0), (b, 3.0), (c, 8.0), (d, 10.0), (e, 12.0)], {"takes": 3}, {a: 6.0})),
        case("one leaves while the model computes", _plan(most, wait, [(a, 1.0), (b, 2.0), (c, 3.0), (d, 90.0)], {"takes": 500}, {b: 100.0})),
        case("the first leaves while the model computes", _plan(most, wait, [(a, 1.0), (b, 2.0), (c, 3.0)], {"takes": 500}, {a: 60.0})),
        case("the last leaves while the model computes", _plan(most, wait, [(a, 1.0), (b, 2.0), (c, 3.0)], {"takes": 500}, {c: 60.0})),
        case("the first leaves, and a third comes; the wait is still the first's", _plan(most, wait, [(a, 1.0), (b, 5.0), (c, 20.0)], {"takes": 3}, {a: 9.0})),
        case("one leaves while its row is asked alone, which can't be read", _plan(most, wait, [(a, 1.0), (b, 2.0), (c, 3.0)], {"takes": 500, "poison": [a]}, {a: 560.0})),
        case("one leaves while the model computes too few results", _plan(most, wait, [(a, 1.0), (b, 2.0), (c, 3.0)], {"takes": 500, "short": [c]}, {a: 60.0})),
    ]  # fmt: skip


WORLDS = (filling, slow_model, errors, leaving)
