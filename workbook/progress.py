"""A student's own record in ``work/progress.db``: each check, each solution looked up, each exercise begun anew.

One small SQLite file, which the student owns; nothing of it leaves the machine. What was written last counts, whatever
the clock said then.
"""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from workbook.errors import WorkbookError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY,
    time REAL NOT NULL,          -- seconds since 1970
    what TEXT NOT NULL,          -- check, solution or reset
    unit TEXT NOT NULL,
    lesson TEXT NOT NULL,
    exercise TEXT NOT NULL,      -- the tests cell
    points REAL,                 -- of a check
    max_points REAL,
    outcome TEXT NOT NULL DEFAULT '',
    ran INTEGER NOT NULL DEFAULT 0,  -- whether the answer ran without an error
    hidden INTEGER NOT NULL DEFAULT 0,  -- whether hidden tests were among those of the check
    seed INTEGER NOT NULL DEFAULT 0,
    ground TEXT NOT NULL DEFAULT ''  -- what the points depend on, as a digest
);
CREATE INDEX IF NOT EXISTS events_of ON events (unit, lesson, exercise);
"""
COLUMNS = ("time", "what", "unit", "lesson", "exercise", "points", "max_points", "outcome", "hidden", "seed")
_PATIENCE = 5.0  # seconds to wait for another process that writes
_MEND = "Your work is not concerned. Is there room on the disk, and may you write in work/?"
State = Literal["new", "tried", "solved"]
Name = tuple[str, str, str]
"""Unit, lesson and tests cell."""


@dataclass(frozen=True)
class Check:
    """What one check of one exercise gave."""

    unit: str
    lesson: str
    exercise: str
    points: float
    max_points: float
    outcome: str
    ran: bool = True
    hidden: bool = True
    seed: int = 0
    ground: str = ""


def checks_of(told: Mapping[str, Any]) -> list[Check]:
    """What the grader's process tells of one lesson's check, as what is written down: the exercises that were begun."""
    return [
        Check(
            told["unit"], told["lesson"], one["id"], one["points"], one["max_points"], one["outcome"],
            ran=one["ran"], hidden=told["hidden"],
        )
        for one in told["exercises"]
        if one["begun"]
    ]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where one exercise stands: its last check since it was last begun anew."""

    points: float = 0.0
    state: State = "new"
    tried: bool = False
    """Whether an answer that ran has been checked, ever."""
    looked: bool = False
    """Whether its solution has been looked up."""
    ground: str = ""


class Progress:
    """The record in the file *path*, which is made when something is first written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, checks: Iterable[Check], now: float | None = None) -> None:
        """Write down what *checks* gave. Raises WorkbookError where that can't be."""
        at = time.time() if now is None else now
        rows: list[tuple[object, ...]] = [
            (at, "check", one.unit, one.lesson, one.exercise, one.points, one.max_points, one.outcome, one.ran,
             one.hidden, one.seed, one.ground)
            for one in checks
        ]  # fmt: skip
        self._write(rows)

    def looked(self, name: Name, now: float | None = None) -> None:
        """Write down that the solution of the exercise was looked up."""
        self._write([(time.time() if now is None else now, "solution", *name, None, None, "", 0, 0, 0, "")])

    def reset(self, names: Iterable[Name], now: float | None = None) -> None:
        """Write down that exercises begin anew: what was checked before no longer counts."""
        at = time.time() if now is None else now
        self._write([(at, "reset", *name, None, None, "", 0, 0, 0, "") for name in names])

    def undo_reset(self, names: Iterable[Name]) -> None:
        """Take back the last :meth:`reset` of each of the exercises, so that what was checked before counts again."""
        with self._open() as database, database:
            for name in names:
                database.execute(
                    "DELETE FROM events WHERE number = (SELECT max(number) FROM events"
                    " WHERE what = 'reset' AND unit = ? AND lesson = ? AND exercise = ?)",
                    name,
                )

    def standings(self) -> dict[Name, Standing]:
        """Where each exercise stands that was ever checked or looked up."""
        found: dict[Name, Standing] = {}
        for _, what, name, points, most, ran, ground in self._events():
            old = found.get(name, Standing())
            if what == "check":
                state: State = "solved" if points >= most else "tried"
                tried = old.tried or bool(ran and points < most)
                found[name] = Standing(points, state, tried, old.looked, ground)
            elif what == "solution":
                found[name] = Standing(old.points, old.state, old.tried, True, old.ground)
            else:
                found[name] = Standing(tried=old.tried, looked=old.looked)
        return found

    def last(self) -> tuple[str, str] | None:
        """Unit and lesson of the last check."""
        names = [name for _, what, name, *_ in self._events() if what == "check"]
        return names[-1][:2] if names else None

    def history(self) -> list[tuple[float, float]]:
        """All points together after each moment at which they changed: ``(seconds since 1970, points)``."""
        points: dict[Name, float] = {}
        found: list[tuple[float, float]] = []
        for at, what, name, earned, *_ in self._events():
            if what == "solution":
                continue
            points[name] = earned if what == "check" else 0.0
            total = round(sum(points.values()), 2)
            if (not found and total) or (found and found[-1][1] != total):
                found.append((at, total))
        return found

    def export(self, file: IO[str]) -> int:
        """Write every event to *file* as CSV, times in UTC; how many."""
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        count = 0
        with self._reading() as database:
            for at, *rest in database.execute(f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY number"):
                writer.writerow([time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)), *rest])
                count += 1
        return count

    def _events(self) -> list[tuple[float, str, Name, float, float, bool, str]]:
        with self._reading() as database:
            rows = database.execute(
                "SELECT time, what, unit, lesson, exercise, points, max_points, ran, ground FROM events ORDER BY number"
            ).fetchall()
        return [
            (at, what, (u, lesson, e), p or 0.0, m or 0.0, bool(r), g) for at, what, u, lesson, e, p, m, r, g in rows
        ]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The record, or an empty one where there is none yet; a damaged one is put aside."""
        if not self.path.is_file():
            with closing(sqlite3.connect(":memory:")) as empty:
                empty.executescript(_SCHEMA)
                yield empty
            return
        with self._open() as database:
            yield database

    def _write(self, rows: list[tuple[object, ...]]) -> None:
        if not rows:
            return
        with self._open() as database, database:
            database.executemany(
                "INSERT INTO events (time, what, unit, lesson, exercise, points, max_points, outcome, ran, hidden, seed,"
                " ground) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._connected()) as database:
                yield database
        except sqlite3.Error as error:
            raise WorkbookError(f"Your progress can't be kept in {self.path}: {error}.", _MEND) from error
        except OSError as error:
            raise WorkbookError(f"Your progress can't be kept in {self.path}: {error.strerror}.", _MEND) from error

    def _connected(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=_PATIENCE)
        try:
            database.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            database.close()
            if isinstance(error, sqlite3.OperationalError):  # no room, no rights, locked: the file itself is well
                raise
            self._put_aside()
            database = sqlite3.connect(self.path, timeout=_PATIENCE)
            database.executescript(_SCHEMA)
        return database

    def _put_aside(self) -> None:
        """Rename a file that is no record, so that nothing of it is lost and a new one begins."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}-damaged-{number}{self.path.suffix}")).exists():
            number += 1
        self.path.rename(aside)
