"""Whether what extractions and loads (lesson 1) left is what it has to be. What an exercise expects comes with the call.

A schedule is a list of steps: ``write(now, rows)`` is what other programs wrote until then, ``run(ticks)`` one run of the
extraction; each of its ticks is a write that happens after the next statement on the source.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import extract_watch as watch
from workbook.check.failure import UNWRITTEN, Failure, show

Row = tuple[int, str | None, int | None, str]
Step = dict[str, Any]
LATE = 600
"""Seconds after its stamp at which a row is visible at the latest."""


def moment(text: str, seconds: int = 0) -> str:
    """*text*, a moment such as 2026-03-02T08:00:00Z, moved by *seconds*."""
    moved = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") + timedelta(seconds=seconds)
    return moved.strftime("%Y-%m-%dT%H:%M:%SZ")


def write(now: str, *rows: Row) -> Step:
    """Other programs wrote *rows*; it is *now* by the source's clock."""
    return {"kind": "write", "now": now, "rows": list(rows)}


def run(*ticks: tuple[str, list[Row]]) -> Step:
    """One run; a tick (now, rows) comes after each statement on the source, and what is left of them after the run."""
    return {"kind": "run", "ticks": list(ticks)}


KEEP: Step = {"kind": "keep"}
"""A backup of the target is made."""
RESTORE: Step = {"kind": "restore"}
"""The backup takes the target's place."""


def unwritten(error: str, name: str) -> None:
    """Fail if *error* says that the answer isn't there yet."""
    if error.startswith("NotImplementedError"):
        raise Failure(f"{name} isn't written yet", look=UNWRITTEN)


class _Source:
    """What the source held before and after each run of a schedule."""

    def __init__(self, steps: list[Step]) -> None:
        rows: dict[int, Row] = {}
        self.runs: list[tuple[str, dict[int, Row], set[Row]]] = []
        versions: set[Row] = set()
        now = ""
        for step in steps:
            if step["kind"] == "write":
                now = step["now"]
                rows |= {row[0]: row for row in step["rows"]}
                versions |= set(step["rows"])
            elif step["kind"] == "run":
                began = now
                for later, more in step["ticks"]:
                    now = later
                    rows |= {row[0]: row for row in more}
                    versions |= set(more)
                self.runs.append((began, dict(rows), set(versions)))


def _where(found: dict[str, Any], seen: dict[str, Any], what: str) -> str:
    number = seen["run"] + 1
    if seen["killed"]:
        return f"{what}: after run {number}, killed before its statement {found['at']} ({seen['before']})"
    if found["at"] and seen["run"] >= found["run"]:
        when = "at once" if not found["later"] else "with the next run"
        return f"{what}: after run {number}; run {found['run'] + 1} had been killed before its statement {found['at']}, and was started again {when}"
    return f"{what}: after run {number}"


def extraction(
    pull: Callable[..., Any], steps: list[Step], what: str, *, killed: bool = False, sparing: bool = False
) -> None:
    """Fail unless *pull* loses and doubles nothing on this schedule; *killed*: nor if it is killed anywhere; *sparing*: and reads what is new only."""
    source = _Source(steps)
    for found in watch.weeks(pull, steps, killed):
        before: dict[int, Row] = {}
        for seen in found["seen"]:
            rows = [tuple(row) for row in seen["target"]]
            if seen["run"] < 0:
                before = {row[0]: row for row in rows}
                continue
            unwritten(seen["error"], "pull")
            where = _where(found, seen, what)
            if seen["error"]:
                raise Failure(f"{where}: pull raised an error", "no error", seen["error"])
            came = _consistent(rows, before, source.runs[seen["run"]], where)
            if not seen["killed"]:
                _complete(came, source.runs[seen["run"]], where)
                if sparing and not found["at"]:
                    _sparing(seen["fetched"], before, source.runs[seen["run"]][1], where)
            before = came


def _consistent(
    rows: list[Any], before: dict[int, Row], state: tuple[str, dict[int, Row], set[Row]], where: str
) -> dict[int, Row]:
    came: dict[int, Row] = {}
    for row in rows:
        if row not in state[2]:
            raise Failure(
                f"{where}: a row of the target was never in the source", "rows as they stand in the source", show(row)
            )
        if row[0] in came:
            raise Failure(
                f"{where}: parcel {row[0]} is in the target twice",
                show(state[1][row[0]]),
                f"{show(came[row[0]])} and {show(row)}",
            )
        came[row[0]] = row
    for parcel, old in before.items():
        if parcel not in came:
            raise Failure(f"{where}: parcel {parcel} was in the target before, and is gone", show(old), "no row")
        if came[parcel][3] < old[3]:
            raise Failure(f"{where}: parcel {parcel} is older than it was before", show(old), show(came[parcel]))
    return came


def _complete(came: dict[int, Row], state: tuple[str, dict[int, Row], set[Row]], where: str) -> None:
    limit = moment(state[0], -LATE)
    for parcel, row in state[1].items():
        if row[3] < limit and came.get(parcel) != row:
            got = show(came[parcel]) if parcel in came else "no row"
            raise Failure(
                f"{where}: parcel {parcel} is {'out of date' if parcel in came else 'lost'} (the run began at {state[0]})",
                show(row),
                got,
            )


def _sparing(fetched: int, before: dict[int, Row], rows: dict[int, Row], where: str) -> None:
    if not before:
        return
    limit = moment(max(row[3] for row in before.values()), -2 * LATE)
    new = sum(row[3] >= limit for row in rows.values())
    if fetched > 2 * new + 20:
        raise Failure(
            f"{where}: the run fetched rows that it had long since got",
            f"about {new} rows: those since 20 minutes before the newest row in the target",
            f"{fetched} rows fetched of the {len(rows)} in the source",
        )


def history(
    load: Callable[..., Any],
    batches: list[tuple[list[Any], str]],
    expected: list[Any],
    what: str,
    *,
    killed: bool = False,
) -> None:
    """Fail unless *load* leaves what is *expected* after each batch: both tables, or the text ``"ValueError"``."""
    previous: dict[str, Any] = {"now": [], "history": []}
    for number, (seen, wanted) in enumerate(zip(watch.loads(load, batches, killed), expected, strict=True), 1):
        unwritten(seen["error"], "load")
        where = f"{what}: after load {number} (at {batches[number - 1][1]})"
        refused = wanted == "ValueError"
        if refused and not seen["error"].startswith("ValueError"):
            raise Failure(f"{where}: this load has to be refused", "a ValueError", seen["error"] or "no error")
        if not refused and seen["error"]:
            raise Failure(f"{where}: load raised an error", "no error", seen["error"])
        if seen["changed"]:
            raise Failure(f"{where}: the list of depots was changed", "the list as it was", "another one")
        wanted = previous if refused else wanted
        _same_tables(seen, wanted, where + (", which was refused" if refused else ""))
        for kill in seen["kills"]:
            place = f"{what}: load {number}, killed before its statement {kill['at']} ({kill['before']})"
            if not any(_equal_tables(kill, whole) for whole in (previous, wanted)):
                raise Failure(
                    f"{place}: half of the load stands in the tables", "all of it, or nothing", _told_tables(kill)
                )
            if kill["again"]["error"]:
                raise Failure(f"{place}: loading again raised an error", "no error", kill["again"]["error"])
            _same_tables(kill["again"], wanted, f"{place}, and loaded again")
        previous = wanted


def _sorted(rows: list[Any]) -> list[Any]:
    return sorted((list(row) for row in rows), key=repr)


def _equal_tables(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(_sorted(one[name]) == _sorted(other[name]) for name in ("now", "history"))


def _told_tables(one: dict[str, Any]) -> str:
    return f"{len(one['now'])} rows in depot_now, {len(one['history'])} in depot_history"


def _same_tables(seen: dict[str, Any], wanted: dict[str, Any], where: str) -> None:
    for name in ("now", "history"):
        came, right = _sorted(seen[name]), _sorted(wanted[name])
        if came == right:
            continue
        missing = [row for row in right if row not in came]
        more = [row for row in came if row not in right]
        twice = [row for row in came if came.count(row) > 1]
        raise Failure(
            f"{where}: depot_{name}",
            f"among its rows {show(tuple(missing[0]))}" if missing else f"{len(right)} rows",
            f"instead {show(tuple(more[0]))}"
            if more
            else f"this row twice: {show(tuple(twice[0]))}"
            if twice
            else "no such row",
        )


def same(came: Any, wanted: Any) -> bool:
    """Whether two plain values are the same, types of numbers and texts included; a tuple may stand for a list."""
    if isinstance(wanted, list | tuple):
        return isinstance(came, list | tuple) and len(came) == len(wanted) and all(map(same, came, wanted))
    if isinstance(wanted, dict):
        return (
            isinstance(came, dict) and set(came) == set(wanted) and all(same(came[key], wanted[key]) for key in wanted)
        )
    if isinstance(wanted, float) and wanted != wanted:
        return isinstance(came, float) and came != came
    return type(came) is type(wanted) and bool(came == wanted)


def judged(judge: Callable[..., Any], cases: list[tuple[list[Any], dict[str, Any], str]]) -> None:
    """Fail unless *judge* returns what is expected for each case (arguments, expected, kind), and changes no argument."""
    seen = watch.called(judge, [arguments for arguments, _, _ in cases])
    for one, (arguments, wanted, kind) in zip(seen, cases, strict=False):
        unwritten(one["error"], "judge")
        if one["error"]:
            raise Failure(f"judge, {kind}: an error", "a dict", one["error"])
        came = one["result"]
        if not isinstance(came, dict) or set(came) != set(wanted):
            raise Failure(f"judge, {kind}: what is returned", f"a dict with the keys {', '.join(wanted)}", show(came))
        for key, value in wanted.items():
            if not same(came[key], value):
                raise Failure(
                    f"judge, {kind}: {key!r}",
                    show(value),
                    show(came[key]),
                    look=f"{len(arguments[0])} rows, rules {show(arguments[1])}",
                )
        if one["changed"]:
            raise Failure(f"judge, {kind}: the rows or the rules were changed", "as they were", "others")


COLUMNS = {
    "parcels": ("parcel", "depot", "weight_g", "asked_at"),
    "scans": ("scan", "parcel", "at", "kind", "known_at"),
    "depot_history": ("depot", "zone", "offset_min", "valid_from", "valid_to"),
}
"""The tables of the features, and their columns."""
NAMES = ("parcel", "scans_24h", "hours", "last_kind", "zone", "local_hour", "weight_kg")
"""The features."""
World = dict[str, list[Any]]


def _same_features(came: dict[str, Any], wanted: tuple[Any, ...], asked_at: str, what: str) -> None:
    if set(came) != set(NAMES):
        raise Failure(f"{what}: the names", ", ".join(NAMES), show(sorted(map(str, came))))
    for name, value in zip(NAMES, wanted, strict=True):
        # A whole number may stand for a float, such as 24 for 24.0; a float for no whole number.
        right = type(came[name]) is type(value) or (
            isinstance(value, float) and isinstance(came[name], int | float) and not isinstance(came[name], bool)
        )
        if not right or came[name] != value:
            raise Failure(f"{what}: {name} of parcel {wanted[0]}, asked at {asked_at}", repr(value), show(came[name]))


def filled(world: World) -> sqlite3.Connection:
    """A database in memory with the tables of *world*, to be read only."""
    connection = sqlite3.connect(":memory:")
    for table, names in COLUMNS.items():
        key = " INTEGER PRIMARY KEY" if table != "depot_history" else ""
        connection.execute(f"CREATE TABLE {table} ({names[0]}{key}, {', '.join(names[1:])})")
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", world[table])
    connection.commit()
    connection.execute("PRAGMA query_only = ON")
    return connection


def queried(make: Callable[[], Any], world: World, expected: list[Any], what: str) -> None:
    """Fail unless the query that *make* returns gives the features that are *expected*, a row a parcel, on *world*."""
    try:
        query = make()
    except NotImplementedError:
        raise Failure("features_sql isn't written yet", look=UNWRITTEN) from None
    if not isinstance(query, str):
        raise Failure("features_sql", "a text with one query", show(query))
    connection = filled(world)
    try:
        with watch.far_away():
            cursor = connection.execute(query)
            names = [one[0] for one in cursor.description or ()]
            rows = cursor.fetchmany(20 * len(expected) + 20)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise Failure(f"features_sql, {what}: the query stops with an error", "rows", watch.told(error)) from None
    finally:
        connection.close()
    if not names:
        raise Failure("features_sql returns no query", look="your answer cell")
    if sorted(names) != sorted(NAMES):
        raise Failure(f"features_sql, {what}: the columns", ", ".join(NAMES), ", ".join(names))
    found = [dict(zip(names, row, strict=True)) for row in rows]
    numbers = [row["parcel"] for row in found]
    for wanted in expected:
        if numbers.count(wanted[0]) != 1:
            raise Failure(f"features_sql, {what}: rows of parcel {wanted[0]}", "1", str(numbers.count(wanted[0])))
    if len(found) != len(expected):
        raise Failure(f"features_sql, {what}: rows", str(len(expected)), str(len(found)))
    asked_at = {row[0]: row[3] for row in world["parcels"]}
    for wanted in expected:
        _same_features(found[numbers.index(wanted[0])], wanted, asked_at[wanted[0]], f"features_sql, {what}")


def asked(function: Callable[..., Any], world: World, expected: list[Any], what: str) -> None:
    """Fail unless *function* gives the features that are *expected*, one parcel at a time."""
    tables = {table: [dict(zip(names, row, strict=True)) for row in world[table]] for table, names in COLUMNS.items()}
    calls: list[list[Any]] = [
        [one, [scan for scan in tables["scans"] if scan["parcel"] == one["parcel"]], tables["depot_history"]]
        for one in tables["parcels"]
    ]
    wanted = {row[0]: row for row in expected}
    for call, seen in zip(calls, watch.called(function, calls), strict=False):
        parcel = call[0]
        unwritten(seen["error"], "features")
        if seen["error"]:
            raise Failure(f"features, {what}: an error for parcel {parcel['parcel']}", "a dict", seen["error"])
        if not isinstance(seen["result"], dict):
            raise Failure(f"features, {what}: what is returned", "a dict", show(seen["result"]))
        _same_features(seen["result"], wanted[parcel["parcel"]], parcel["asked_at"], f"features, {what}")
        if seen["changed"]:
            raise Failure(f"features, {what}: an argument was changed", "as it was", "another value")
