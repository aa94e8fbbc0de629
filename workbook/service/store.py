"""What was handed in, and what became of it: one SQLite file, in which each step is one transaction.

A submission is in it whole, files and all, before anybody is told that it was handed in. Its grades are written by one
transaction that names the round it was graded in: a grader that was killed leaves it waiting, and one that comes second
changes nothing. Times are UTC, in ISO form.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbook.errors import WorkbookError

BUSY_SECONDS = 30
MOST_OF_ONE = 12  # submissions of one student that may wait
WAITING, GRADED, FAILED = "waiting", "graded", "failed"
_TABLES = """
CREATE TABLE IF NOT EXISTS files (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS submissions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    student TEXT NOT NULL, unit TEXT NOT NULL, attempt INTEGER NOT NULL,
    received TEXT NOT NULL, sha256 TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', round INTEGER NOT NULL DEFAULT 1, tries INTEGER NOT NULL DEFAULT 0,
    gradings INTEGER NOT NULL DEFAULT 0, graded TEXT, points REAL, max_points REAL, lessons TEXT NOT NULL DEFAULT '{}',
    problem TEXT NOT NULL DEFAULT '', result TEXT, settled INTEGER NOT NULL DEFAULT 0,
    UNIQUE (student, unit, attempt)
);
CREATE TABLE IF NOT EXISTS contents (
    number INTEGER NOT NULL REFERENCES submissions, name TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (number, name)
);
CREATE TABLE IF NOT EXISTS published (
    student TEXT NOT NULL, unit TEXT NOT NULL, number INTEGER NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (student, unit)
);
CREATE INDEX IF NOT EXISTS queue ON submissions (state, number);
"""


@dataclass(frozen=True)
class Kept:
    """One submission as the store has it."""

    number: int
    student: str
    unit: str
    attempt: int
    received: datetime
    sha256: str
    """Of all its files: see :func:`digest`."""
    state: str
    round: int
    tries: int
    gradings: int
    """How often grades were written for it: once for each round."""
    graded: datetime | None
    points: float | None
    max_points: float | None
    lessons: Mapping[str, float]
    """Points of the tests in each lesson."""
    problem: str


_COLUMNS = ", ".join(Kept.__dataclass_fields__)
Decide = Callable[[Sequence[Kept]], None]
"""Given what the student has handed in of the unit so far; raises what refuses one more."""


class Full(WorkbookError):
    """Too many submissions wait to be graded: the sender is to come back."""


def digest(files: Mapping[str, str]) -> str:
    """The SHA-256 of a submission, from its files' by name: of the lines that ``sha256sum`` would print, by name."""
    lines = "".join(f"{files[name]}  {name}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


class Store:
    """The file at *path*, made when missing. Any thread and any process may use it."""

    def __init__(self, path: Path, most_waiting: int = 5000) -> None:
        self._path, self._most = path, most_waiting
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._connected() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged survives a power cut
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
        except sqlite3.Error as error:
            raise WorkbookError(
                f"The service's store {self._path.name} can't be used: {error}.",
                "Is there room? If it is damaged, put back a copy.",
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    # Handing in

    def add(self, student: str, unit: str, received: datetime, files: Mapping[str, bytes], decide: Decide) -> Kept:
        """Keep *files* as the student's next attempt, once *decide* has nothing against it.

        The same files as the last attempt's are that attempt: a request that comes twice counts once.

        Raises what *decide* raises, and Full when too many are waiting.
        """
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        packed = {hashes[name]: zlib.compress(data, 6) for name, data in files.items()}
        total = digest(hashes)
        with self._writing() as connection:
            before = _select(connection, "student = ? AND unit = ? ORDER BY attempt", student, unit)
            if before and before[-1].sha256 == total:
                return self._anew(connection, before[-1]) if before[-1].state == FAILED else before[-1]
            self._expect_place(connection, student)
            decide(before)
            for sha256, data in packed.items():
                connection.execute("INSERT OR IGNORE INTO files VALUES (?, ?)", (sha256, data))
            number = connection.execute(
                "INSERT INTO submissions (student, unit, attempt, received, sha256) VALUES (?, ?, ?, ?, ?)",
                (student, unit, len(before) + 1, received.isoformat(), total),
            ).lastrowid
            rows = [(number, name, sha256) for name, sha256 in hashes.items()]
            connection.executemany("INSERT INTO contents VALUES (?, ?, ?)", rows)
            return _select(connection, "number = ?", number)[0]

    def _expect_place(self, connection: sqlite3.Connection, student: str) -> None:
        """Raise Full when too many wait, of all or of one student. What is graded anew takes nobody's place."""
        query = "SELECT count(*), sum(student = ?) FROM submissions WHERE state = ? AND round = 1"
        waiting, own = connection.execute(query, (student, WAITING)).fetchone()
        if waiting >= self._most:
            raise Full(f"{waiting} submissions wait to be graded.", "Hand in again in a few minutes.")
        if (own or 0) >= MOST_OF_ONE:
            raise Full(f"{own} of your submissions wait to be graded.", "Hand in again when one of them is.")

    @staticmethod
    def _anew(connection: sqlite3.Connection, kept: Kept) -> Kept:
        """A submission that failed and comes again, as it was: another round, since what failed may have been the machine."""
        connection.execute(
            "UPDATE submissions SET state = ?, round = round + 1, tries = 0, problem = '' WHERE number = ?",
            (WAITING, kept.number),
        )
        return _select(connection, "number = ?", kept.number)[0]

    # Looking

    def submission(self, number: int) -> Kept | None:
        """The submission with this number, if there is one."""
        with self._connected() as connection:
            return next(iter(_select(connection, "number = ?", number)), None)

    def of(self, student: str, unit: str | None = None) -> list[Kept]:
        """What a student has handed in, of one unit or of all, in order."""
        with self._connected() as connection:
            if unit is None:
                return _select(connection, "student = ? ORDER BY number", student)
            return _select(connection, "student = ? AND unit = ? ORDER BY number", student, unit)

    def all(self) -> list[Kept]:
        """Everything that was ever handed in, in order."""
        with self._connected() as connection:
            return _select(connection, "1 ORDER BY number")

    def hashes(self, number: int) -> dict[str, str]:
        """The SHA-256 of each file of a submission, by name."""
        with self._connected() as connection:
            return dict(
                connection.execute("SELECT name, sha256 FROM contents WHERE number = ? ORDER BY name", (number,))
            )

    def files(self, number: int) -> dict[str, bytes]:
        """The files of a submission as they were handed in, by name."""
        query = "SELECT name, data FROM contents JOIN files USING (sha256) WHERE number = ? ORDER BY name"
        with self._connected() as connection:
            return {name: zlib.decompress(data) for name, data in connection.execute(query, (number,))}

    def result(self, number: int) -> bytes | None:
        """What grading has left with :meth:`finish`, if it has."""
        query = "SELECT data FROM submissions JOIN files ON files.sha256 = submissions.result WHERE number = ?"
        with self._connected() as connection:
            row = connection.execute(query, (number,)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    # Grading

    def waiting(self) -> list[Kept]:
        """What is to be graded: first what no grader has died over, then what is new, students in turn, each by time."""
        with self._connected() as connection:
            found = _select(connection, "state = ? ORDER BY number", WAITING)
        turn: Counter[str] = Counter()
        places = {}
        for kept in found:
            places[kept.number] = kept.tries, kept.round > 1, turn[kept.student], kept.number
            turn[kept.student] += 1
        return sorted(found, key=lambda kept: places[kept.number])

    def died(self, number: int) -> int:
        """Note that a grader's process died over it; how often that was, in this round."""
        with self._writing() as connection:
            connection.execute("UPDATE submissions SET tries = tries + 1 WHERE number = ?", (number,))
            tries: int = connection.execute("SELECT tries FROM submissions WHERE number = ?", (number,)).fetchone()[0]
            return tries

    def finish(
        self, number: int, round_: int, when: datetime, lessons: Mapping[str, float], most: float, result: bytes,
        problem: str = "",
    ) -> bool:  # fmt: skip
        """Write down the grades of one round, once; False, and nothing written, where that was done already."""
        name = hashlib.sha256(result).hexdigest()
        with self._writing() as connection:
            connection.execute("INSERT OR IGNORE INTO files VALUES (?, ?)", (name, zlib.compress(result, 6)))
            found = connection.execute(
                "UPDATE submissions SET state = ?, graded = ?, points = ?, max_points = ?, lessons = ?, problem = ?, result = ?,"
                " settled = 0, gradings = gradings + 1 WHERE number = ? AND round = ? AND state = ?",
                (
                    GRADED,
                    when.isoformat(),
                    sum(lessons.values()),
                    most,
                    json.dumps(dict(lessons)),
                    problem,
                    name,
                    number,
                    round_,
                    WAITING,
                ),
            )
            return found.rowcount == 1

    def fail(self, number: int, round_: int, problem: str) -> None:
        """Give up a submission in this round, with the reason."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE submissions SET state = ?, problem = ? WHERE number = ? AND round = ? AND state = ?",
                (FAILED, problem, number, round_, WAITING),
            )

    def again(self, *, unit: str | None = None, number: int | None = None) -> int:
        """Have a unit's submissions, or one, graded in a new round; how many those are."""
        where, value = ("unit = ?", unit) if number is None else ("number = ?", number)
        with self._writing() as connection:
            found = connection.execute(
                f"UPDATE submissions SET state = ?, round = round + 1, tries = 0, problem = '' WHERE {where}",
                (WAITING, value),
            )
            return found.rowcount

    # The gradebook

    def published(self, student: str, unit: str) -> tuple[int, int] | None:
        """Number and round of the submission that the gradebook has."""
        with self._connected() as connection:
            query = "SELECT number, round FROM published WHERE student = ? AND unit = ?"
            row = connection.execute(query, (student, unit)).fetchone()
        return None if row is None else (row[0], row[1])

    def publish(self, chosen: Kept, considered: Sequence[Kept]) -> None:
        """Note that the gradebook has the grades of *chosen*, out of the graded ones *considered*."""
        with self._writing() as connection:
            values = (chosen.student, chosen.unit, chosen.number, chosen.round)
            connection.execute("INSERT OR REPLACE INTO published VALUES (?, ?, ?, ?)", values)
            connection.executemany(
                "UPDATE submissions SET settled = 1 WHERE number = ? AND round = ?",
                [(kept.number, kept.round) for kept in considered],
            )

    def unpublished(self) -> list[tuple[str, str]]:
        """Students and units with grades that the gradebook was not yet brought up to date with."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT DISTINCT student, unit FROM submissions WHERE state = ? AND NOT settled", (GRADED,)
            )
            return [(student, unit) for student, unit in rows]

    def unsettled(self, student: str, unit: str) -> frozenset[int]:
        """The numbers of one student's graded submissions that the gradebook was not yet brought up to date with."""
        with self._connected() as connection:
            query = "SELECT number FROM submissions WHERE student = ? AND unit = ? AND state = ? AND NOT settled"
            return frozenset(number for (number,) in connection.execute(query, (student, unit, GRADED)))


def _select(connection: sqlite3.Connection, where: str, *values: object) -> list[Kept]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM submissions WHERE {where}", values)
    return [_kept(row) for row in rows]


def _kept(row: Sequence[object]) -> Kept:
    values = dict(zip(Kept.__dataclass_fields__, row, strict=True))
    for name in ("received", "graded"):
        values[name] = values[name] and datetime.fromisoformat(str(values[name]))
    values["lessons"] = json.loads(str(values["lessons"]))
    return Kept(**values)  # type: ignore[arg-type]  # as the table's columns are
