"""A small database of scans, and what is seen of daily tasks that work on it and are killed between two statements (lesson 2)."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbook.check.observers import beside

Row = tuple[Any, ...]
TABLES = """
CREATE TABLE scans (parcel TEXT, depot TEXT, kind TEXT, at TEXT, stored_at TEXT);
CREATE TABLE daily (day TEXT, depot TEXT, scans INTEGER, delivered INTEGER);
CREATE TABLE runs (day TEXT PRIMARY KEY, ran_at TEXT);
"""
MOST_KILLS = 60


class Killed(BaseException):
    """The process was killed here: no error that a program could handle."""


class Interrupted(KeyboardInterrupt):
    """Somebody pressed the stop button while a day was computed."""


class DepotAway(Exception):
    """An error of somebody's own kind."""


ERRORS: dict[str, type[BaseException]] = {
    kind.__name__: kind
    for kind in (RuntimeError, sqlite3.OperationalError, KeyError, ZeroDivisionError, TimeoutError, DepotAway)
} | {"KeyboardInterrupt": Interrupted}
"""What ``run`` may raise. The last one is no Exception."""


class _Cursor(sqlite3.Cursor):
    connection: Any

    def execute(self, *given: Any) -> _Cursor:
        self.connection.step()
        super().execute(*given)
        return self

    def executemany(self, *given: Any) -> _Cursor:
        self.connection.step()
        super().executemany(*given)
        return self

    def executescript(self, script: str) -> _Cursor:
        if self.connection.in_transaction:
            self.connection.commit()
        usual, statement = self.connection.isolation_level, ""
        self.connection.isolation_level = None  # a script begins no transaction by itself
        try:
            for piece in script.split(";"):
                statement += piece + ";"
                if sqlite3.complete_statement(statement):
                    if statement.strip(" \n;"):
                        self.execute(statement)
                    statement = ""
        finally:
            self.connection.isolation_level = usual
        return self


class Mortal(sqlite3.Connection):
    """A connection that dies before a statement: then nothing works any more, as if its process were gone."""

    left: int | None = None
    """How many statements (a commit is one, too) still work; None: any number."""
    steps = 0
    dead = False

    def step(self) -> None:
        """Count a statement, or die."""
        if self.dead or self.left == self.steps:
            self.dead = True
            raise Killed
        self.steps += 1

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *given: Any) -> Any:
        return self.cursor().execute(*given)

    def executemany(self, *given: Any) -> Any:
        return self.cursor().executemany(*given)

    def executescript(self, script: str) -> Any:
        return self.cursor().executescript(script)

    def commit(self) -> None:
        self.step()
        super().commit()

    def rollback(self) -> None:
        self.step()
        super().rollback()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        if not self.dead:
            self.commit() if kind is None else self.rollback()
        return False


def fellpost(scans: Iterable[Row] = ()) -> sqlite3.Connection:
    """A database in memory with the tables scans, daily and runs, and these scans in it."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    db.executemany("INSERT INTO scans VALUES (?, ?, ?, ?, ?)", scans)
    db.commit()
    return db


def fellpost_week() -> sqlite3.Connection:
    """The first week of March 2026: 3 March is missing in daily, 4 March is there twice, five scans of 2 March came late."""
    scans, table = list[Row](), list[Row]()
    for day in range(1, 8):
        for place, depot in enumerate(("Riverside", "Hillgate", "Northmoor")):
            parcels = [f"P{day}{place}{number:02}" for number in range(20 + 3 * day + 7 * place)]
            for hour, kind in ((8, "in"), (13, "delivered")):
                at = f"2026-03-0{day}T{hour:02}"
                scans += [
                    (parcel, depot, kind, f"{at}:{i:02}:00Z", f"{at}:{i:02}:02Z") for i, parcel in enumerate(parcels)
                ]
            times = {3: 0, 4: 2, 7: 0}.get(day, 1)
            table += [(f"2026-03-0{day}", depot, 2 * len(parcels), len(parcels))] * times
    late = "2026-03-02T17:00:00Z", "2026-03-05T06:10:00Z"
    scans += [(f"L{number}", "Riverside", "delivered", *late) for number in range(5)]
    db = fellpost(scans)
    db.executemany("INSERT INTO daily VALUES (?, ?, ?, ?)", table)
    ran = [(f"2026-03-0{day}", f"2026-03-0{day + 1}T02:00:00Z") for day in (1, 2, 4, 5, 6)]
    db.executemany("INSERT INTO runs VALUES (?, ?)", ran)
    db.commit()
    return db


@contextmanager
def _file(scans: Sequence[Row], daily: Sequence[Row], runs: Sequence[Row]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fellpost.db"
        db = _opened(path)
        db.executescript(TABLES)
        db.executemany("INSERT INTO scans VALUES (?, ?, ?, ?, ?)", scans)
        db.executemany("INSERT INTO daily VALUES (?, ?, ?, ?)", daily)
        db.executemany("INSERT INTO runs VALUES (?, ?)", runs)
        db.commit()
        db.close()
        yield path


def _opened(path: Path) -> Mortal:
    db: Mortal = sqlite3.connect(path, factory=Mortal)
    sqlite3.Connection.execute(db, "PRAGMA synchronous = OFF")
    db.steps = 0
    return db


def _content(path: Path) -> dict[str, list[Row]]:
    """What another process sees in the three tables."""
    db = sqlite3.connect(path)
    found = {}
    for table in ("scans", "daily", "runs"):
        found[table] = sorted(([*row] for row in db.execute(f"SELECT * FROM {table}")), key=repr)
    db.close()
    return found  # type: ignore[return-value]


def _done(path: Path, work: Callable[[Mortal], Any], left: int | None) -> dict[str, Any]:
    """Do *work* on a connection that dies after *left* statements; what came, and what is in the tables then."""
    db, seen = _opened(path), dict[str, Any](returned=None, error="", died=False, interrupted=False)
    db.left = left
    try:
        returned = work(db)
        seen["returned"] = [*map(_text, returned)] if isinstance(returned, list | tuple) else repr(returned)[:120]
    except Killed:
        pass
    except Interrupted:
        seen["interrupted"] = True
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"[:300]
    seen["died"], seen["steps"] = db.dead, db.steps
    sqlite3.Connection.rollback(db)
    db.close()
    return seen | _content(path)


def _text(value: Any) -> str:
    """A text as it is, and anything else as Python writes it."""
    return str(value) if isinstance(value, str) else repr(value)


@beside
def killed_everywhere(
    run: Callable[..., Any], scans: list[Row], daily: list[Row], runs: list[Row], day: str, now: str
) -> list[dict[str, Any]]:
    """``run(db, day, now)`` once to its end, then killed before each of its statements, and each time run again to its end."""
    with _file(scans, daily, runs) as path:
        whole = _done(path, lambda db: run(db, day, now), None)
    seen = [{"whole": whole}]
    for left in range(min(whole["steps"], MOST_KILLS)):
        with _file(scans, daily, runs) as path:
            cut = _done(path, lambda db: run(db, day, now), left)
            seen.append({"cut": cut, "again": _done(path, lambda db: run(db, day, now), None)})
    return seen


@beside
def story(
    run: Callable[..., Any],
    nightly: Any,
    backfill: Any,
    start: tuple[list[Row], list[Row], list[Row]],
    events: list[Row],
) -> list[dict[str, Any]]:
    """Events one after the other, each on a new connection, and what each left behind.

    An event is ("add", rows), ("remove", rows), ("run", day, now), ("nightly", now, first day, catch-up or None, statements
    until death or None), or ("backfill", first, last, now).
    """
    seen = []
    with _file(*start) as path:
        for what, *given in events:
            left = given[3] if what == "nightly" else None
            seen.append(_done(path, _event(run, nightly, backfill, what, given), left))
    return seen


def _event(run: Any, nightly: Any, backfill: Any, what: str, given: list[Any]) -> Callable[[Mortal], Any]:
    """What one event does with a connection."""

    def work(db: Mortal) -> Any:
        if what in ("add", "remove"):
            return _change(db, what, given[0])
        if what == "run":
            return run(db, *given)
        if what == "backfill":
            return backfill(db, *given, run)
        return nightly(db, *given[:2], run, **_catch_up(given[2]))

    return work


def _catch_up(said: bool | None) -> dict[str, bool]:
    return {} if said is None else {"catchup": said}


def _change(db: Mortal, what: str, rows: list[Row]) -> None:
    if what == "add":
        db.executemany("INSERT INTO scans VALUES (?, ?, ?, ?, ?)", rows)
    else:
        db.executemany(
            "DELETE FROM scans WHERE parcel = ? AND depot = ? AND kind = ? AND at = ? AND stored_at = ?", rows
        )
    db.commit()


@beside
def handed_on(
    answer: Callable[..., Any],
    backfill: bool,
    start: tuple[list[Row], list[Row], list[Row]],
    given: list[Any],
    failing: list[str],
    error: str = "RuntimeError",
) -> dict[str, Any]:
    """Which days *answer* hands to a ``run`` that only notes them in runs, and raises *error* for those in *failing*.

    `changes` is how many rows of any table *answer* changed outside of ``run``.
    """
    calls: list[tuple[bool, str, str]] = []
    changes = [0, 0]
    with _file(*start) as path:

        def work(db: Mortal) -> Any:
            def run(own: Any, day: Any, now: Any) -> None:
                calls.append((own is db, _text(day), _text(now)))
                if str(day) in failing:
                    raise ERRORS[error](f"{day}: the depot's server doesn't answer")
                before = own.total_changes
                own.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (str(day), str(now)))
                own.commit()
                changes[0] += own.total_changes - before

            before = db.total_changes
            try:
                if backfill:
                    return answer(db, *given, run)
                return answer(db, *given[:2], run, **_catch_up(given[2]))
            finally:
                changes[1] = db.total_changes - before

        seen = _done(path, work, None)
    return {**seen, "calls": calls, "changes": max(0, changes[1] - changes[0])}
