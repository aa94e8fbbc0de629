"""What is seen of extractions and loads (lesson 1) that run next to the answer: raw observations, never a verdict.

Both databases are SQLite in memory. Their connections count each statement and each commit, and can end the run before any of them,
as if the machine had lost its power: what wasn't committed is gone, and nothing that comes later does anything.
"""

from __future__ import annotations

import copy
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Self

from workbook.check.observers import beside

SOURCE = """
CREATE TABLE parcels (parcel INTEGER PRIMARY KEY, depot TEXT, weight_g INTEGER, changed_at TEXT NOT NULL);
CREATE TABLE clock (now TEXT NOT NULL);
"""
TARGET = """
CREATE TABLE parcels (parcel INTEGER, depot TEXT, weight_g INTEGER, changed_at TEXT);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT);
"""
DEPOTS = """
CREATE TABLE depot_now (depot TEXT PRIMARY KEY, name TEXT, zone TEXT);
CREATE TABLE depot_history (depot TEXT, name TEXT, zone TEXT, valid_from TEXT NOT NULL, valid_to TEXT);
"""
MOST = 70
"""At how many places one run is killed at most."""


class Killed(BaseException):
    """The run has lost its power. No ``except Exception`` stops that."""


class Plug:
    """Counts the statements of one run; before number *at* (0: never) the power goes."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.count, self.dead, self.fetched = at, 0, False, 0
        self.last = ""
        self.passed: Callable[[], None] = lambda: None

    def step(self, what: str) -> None:
        """Count one statement, or raise Killed."""
        self.count += 1
        if self.count == self.at:
            self.dead, self.last = True, " ".join(what.split())[:60]
        if self.dead:
            raise Killed


class Cursor(sqlite3.Cursor):
    """A cursor whose statements are counted."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        """Count the statement, then run it."""
        self.connection.plug.step(sql)
        super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Self:
        """Count it as one statement, then run it."""
        self.connection.plug.step(sql)
        super().executemany(sql, parameters)
        return self

    def executescript(self, script: str, /) -> Self:
        """Count it as one statement, then run it."""
        self.connection.plug.step(script)
        super().executescript(script)
        return self


class SourceCursor(Cursor):
    """A cursor that takes all rows at once, as a server sends them; then the world goes on."""

    rows: Iterator[Any] = iter(())

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        """Run the statement, keep its rows, and let other programs write."""
        super().execute(sql, parameters)
        rows = super().fetchall()
        self.connection.plug.fetched += len(rows)
        self.rows = iter(rows)
        self.connection.plug.passed()
        return self

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        return next(self.rows)

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self.rows, None)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return list(self.rows)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows, at most *size*."""
        size = self.arraysize if size is None else size
        return list(islice(self.rows, size))


class Connection(sqlite3.Connection):
    """A connection whose statements and commits are counted."""

    plug = Plug()
    kind: type[Cursor] = Cursor

    def cursor(self, factory: Any = None, /) -> Any:
        """A cursor that counts."""
        return super().cursor(self.kind)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement with a cursor that counts."""
        cursor: Cursor = self.cursor()
        return cursor.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """Run a statement for each of *parameters*."""
        cursor: Cursor = self.cursor()
        return cursor.executemany(sql, parameters)

    def executescript(self, script: str, /) -> Cursor:
        """Run a script."""
        cursor: Cursor = self.cursor()
        return cursor.executescript(script)

    def commit(self) -> None:
        """Count the commit, then do it."""
        self.plug.step("COMMIT")
        super().commit()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any, /) -> Any:
        if kind is None:
            self.commit()
        elif not self.plug.dead:
            super().rollback()
        return False

    def close(self) -> None:
        """Nothing: the test closes what it has opened."""

    def end(self) -> None:
        """What is left of a process that ends: whatever was committed."""
        super().rollback()


def _opened(schema: str, kind: type[Cursor] = Cursor, image: bytes = b"") -> Connection:
    connection = sqlite3.connect(":memory:", factory=Connection)
    connection.kind = kind
    connection.plug = Plug()
    if image:
        connection.deserialize(image)
    else:
        connection.executescript(schema)
    return connection


def told(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}"[:200]


class Week:
    """One schedule of writes and runs, played with a source and a target of its own."""

    def __init__(self, pull: Callable[..., Any], steps: list[dict[str, Any]]) -> None:
        self.pull, self.steps = pull, steps
        self.source, self.target = _opened(SOURCE, SourceCursor), _opened(TARGET)
        self.seen: list[dict[str, Any]] = []
        self.kept = b""

    def play(self, run: int = -1, at: int = 0, later: bool = False) -> list[dict[str, Any]]:
        """Carry out the steps; run number *run* is killed before its statement *at* and started anew, at once or *later*."""
        count = 0
        for step in self.steps:
            if step["kind"] == "write":
                self._write(step["now"], step["rows"])
            elif step["kind"] == "keep":
                self.kept = self.target.serialize()
            elif step["kind"] == "restore":
                self.target.deserialize(self.kept)
                self.seen.append({"run": -1, "target": self._rows(), "error": ""})
            else:
                ticks = list(step["ticks"])
                alive = self._attempt(count, at if count == run else 0, ticks)
                if not alive and not later:
                    self._attempt(count, 0, ticks)
                for now, rows in ticks:
                    self._write(now, rows)
                count += 1
            if self.seen and self.seen[-1]["error"]:
                break
        sqlite3.Connection.close(self.source)
        sqlite3.Connection.close(self.target)
        return self.seen

    def _write(self, now: str, rows: list[Any]) -> None:
        plug, self.source.plug = self.source.plug, Plug()
        cursor = sqlite3.Connection.cursor(self.source, sqlite3.Cursor)
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("DELETE FROM clock")
        cursor.execute("INSERT INTO clock VALUES (?)", (now,))
        cursor.executemany("INSERT OR REPLACE INTO parcels VALUES (?, ?, ?, ?)", rows)
        sqlite3.Connection.commit(self.source)
        cursor.execute("PRAGMA query_only = ON")
        self.source.plug = plug

    def _rows(self) -> list[list[Any]]:
        cursor = sqlite3.Connection.cursor(self.target, sqlite3.Cursor)
        rows = cursor.execute("SELECT parcel, depot, weight_g, changed_at FROM main.parcels LIMIT 3000").fetchall()
        return [list(row) for row in rows]

    def _attempt(self, run: int, at: int, ticks: list[Any]) -> bool:
        plug = Plug(at)

        def passed() -> None:
            if ticks:
                self._write(*ticks.pop(0))

        plug.passed = passed
        self.source.plug = self.target.plug = plug
        self.source.row_factory = self.target.row_factory = None
        error = ""
        try:
            self.pull(self.source, self.target)
        except Killed:
            pass
        except Exception as problem:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            error = "" if plug.dead else told(problem)
        plug.passed = lambda: None
        self.source.end()
        self.target.end()
        self.source.plug = self.target.plug = Plug()
        self.seen.append(
            {"run": run, "target": self._rows(), "error": error, "killed": plug.dead, "fetched": plug.fetched, "statements": plug.count, "before": plug.last}
        )  # fmt: skip
        return not plug.dead


@beside
def weeks(pull: Callable[..., Any], steps: list[dict[str, Any]], killed: bool) -> list[dict[str, Any]]:
    """Play *steps* once without a fault; if *killed*, again for each statement of each run that is killed before it.

    Each observation says where (``run``, ``at``, ``later``) and what was seen after each attempt: ``run``, ``target`` (rows that are
    committed), ``error``, ``killed``, ``fetched`` (rows that came from the source), ``statements``, ``before`` (the statement).
    """
    first = Week(pull, steps).play()
    found: list[dict[str, Any]] = [{"run": -1, "at": 0, "later": False, "seen": first}]
    if not killed or any(seen["error"] for seen in first):
        return found
    for seen in first:
        if seen["run"] < 0:
            continue
        places = range(1, seen["statements"] + 1)
        for at in [*places[: MOST - 10], *places[MOST - 10 :][-10:]]:
            for later in (False, True):
                again = Week(pull, steps).play(seen["run"], at, later)
                found.append({"run": seen["run"], "at": at, "later": later, "seen": again})
                if any(one["error"] for one in again):
                    return found
    return found


def _tables(target: Connection) -> dict[str, list[list[Any]]]:
    cursor = sqlite3.Connection.cursor(target, sqlite3.Cursor)
    now = cursor.execute("SELECT depot, name, zone FROM main.depot_now").fetchall()
    history = cursor.execute("SELECT depot, name, zone, valid_from, valid_to FROM main.depot_history").fetchall()
    return {"now": [list(row) for row in now], "history": [list(row) for row in history]}


def _load(load: Callable[..., Any], target: Connection, depots: list[Any], at: str, kill: int = 0) -> dict[str, Any]:
    target.plug = plug = Plug(kill)
    target.row_factory = None
    given, error = copy.deepcopy(depots), ""
    try:
        load(target, given, at)
    except Killed:
        pass
    except Exception as problem:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        error = "" if plug.dead else told(problem)
    target.end()
    target.plug = Plug()
    changed = given != depots
    return {**_tables(target), "error": error, "changed": changed, "statements": plug.count, "before": plug.last}


@beside
def loads(load: Callable[..., Any], batches: list[tuple[list[Any], str]], killed: bool) -> list[dict[str, Any]]:
    """Load each of *batches* (depots, moment), one after the other, and say what stands in both tables after each.

    ``now`` and ``history`` are rows, ``error`` is what was raised, ``changed`` whether the list of depots was. If *killed*,
    ``kills`` holds the same for a load that is killed before each of its statements, and ``again`` for the load that follows.
    """
    target = _opened(DEPOTS)
    found = []
    for depots, at in batches:
        image = target.serialize()
        seen = _load(load, target, depots, at)
        seen["kills"] = []
        for kill in range(1, min(seen["statements"], MOST) + 1) if killed and not seen["error"] else ():
            copied = _opened("", image=image)
            first = _load(load, copied, depots, at, kill)
            seen["kills"].append({**first, "at": kill, "again": _load(load, copied, depots, at)})
            sqlite3.Connection.close(copied)
        found.append(seen)
    sqlite3.Connection.close(target)
    return found


FAR_AWAY = "FAR-13FARTHER-14,J88/0,J365/0"
"""A zone 13 hours ahead of UTC, and 14 from 29 March to 31 December: every year, and without a table of zones."""


@contextmanager
def far_away() -> Iterator[None]:
    """Within the block the machine's clock stands in FAR_AWAY. Windows can't be told so, and stays where it is."""
    before = os.environ.get("TZ")
    if not hasattr(time, "tzset"):
        yield
        return
    os.environ["TZ"] = FAR_AWAY
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@beside
def called(function: Callable[..., Any], calls: list[list[Any]]) -> list[dict[str, Any]]:
    """What *function* returns for each list of arguments, far from UTC, and whether it changed them; up to the first error."""
    found: list[dict[str, Any]] = []
    with far_away():
        for arguments in calls:
            given = copy.deepcopy(arguments)
            try:
                result = function(*given)
            except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
                found.append({"result": None, "error": told(error), "changed": False})
                break
            found.append({"result": copy.deepcopy(result), "error": "", "changed": repr(given) != repr(arguments)})
    return found
