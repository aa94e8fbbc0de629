"""Running SQL that we did not write: read-only or in a private database, for a limited time, with clear errors.

Facts about SQLite are from its documentation: authorizer (sqlite.org/c3ref/set_authorizer.html), progress handler
(sqlite.org/c3ref/progress_handler.html), limits (sqlite.org/limits.html).
"""

from __future__ import annotations

import csv
import hashlib
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.check.sql import advice
from workbook.errors import WorkbookError

Row = tuple[Any, ...]

MEGABYTE = 1 << 20
STEPS_BETWEEN_LOOKS = 1000
PRIVATE_PAGES = 16_384  # of 4 KiB each: what a script may fill
READING_PRAGMAS = {
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "foreign_key_list",
    "foreign_key_check",
}
WRITING_PRAGMAS = READING_PRAGMAS | {"foreign_keys", "defer_foreign_keys"}
FORBIDDEN_FUNCTIONS = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
WRITING = READING | {
    getattr(sqlite3, f"SQLITE_{name}")
    for name in (
        "INSERT",
        "UPDATE",
        "DELETE",
        "TRANSACTION",
        "SAVEPOINT",
        "ALTER_TABLE",
        "REINDEX",
        "ANALYZE",
        "CREATE_TABLE",
        "CREATE_INDEX",
        "CREATE_VIEW",
        "CREATE_TRIGGER",
        "DROP_TABLE",
        "DROP_INDEX",
        "DROP_VIEW",
        "DROP_TRIGGER",
        "CREATE_TEMP_TABLE",
        "CREATE_TEMP_INDEX",
        "CREATE_TEMP_VIEW",
        "CREATE_TEMP_TRIGGER",
        "DROP_TEMP_TABLE",
        "DROP_TEMP_INDEX",
        "DROP_TEMP_VIEW",
        "DROP_TEMP_TRIGGER",
    )
}


class SqlError(WorkbookError):
    """A statement could not be run. ``str()`` is one message with the line marked.

    ``at`` is the place in *text* where the fault was found, counted in characters, or None.
    """

    def __init__(self, reason: str, text: str = "", at: int | None = None, *, length: int = 1, mend: str = "") -> None:
        self.reason, self.text, self.at, self.length = reason, text, at, max(1, length)
        super().__init__(reason, mend)

    @property
    def line(self) -> int | None:
        """The line of the fault, from 1."""
        return None if self.at is None else self.text.count("\n", 0, self.at) + 1

    def __str__(self) -> str:
        if self.at is None or self.line is None:
            return super().__str__()
        lines = self.text.split("\n")
        column = self.at - (self.text.rfind("\n", 0, self.at) + 1)
        shown = []
        for number in range(max(1, self.line - 1), min(len(lines), self.line + 1) + 1):
            mark = "→" if number == self.line else " "
            shown.append(f"{mark} {number:>3} | {lines[number - 1]}".rstrip())
            if number == self.line:
                shown.append(" " * (8 + column) + "^" * min(self.length, max(1, len(lines[number - 1]) - column)))
        return "\n".join([f"line {self.line}: {self.reason}", *shown, *([self.mend] if self.mend else [])])


@dataclass(frozen=True)
class Rows:
    """What a query gave: the names of its columns and its rows. ``steps`` counts SQLite's instructions, coarsely."""

    columns: tuple[str, ...]
    rows: list[Row]
    steps: int = 0
    capped: bool = False


class Guard:
    """What a statement may do on one connection, and for how long: the thread's own time, so that a busy machine refuses nobody."""

    def __init__(self, connection: sqlite3.Connection, allowed: set[int], pragmas: set[str], seconds: float) -> None:
        self.connection, self.allowed, self.pragmas, self.seconds = connection, allowed, pragmas, seconds
        self.refused = ""
        self.steps = 0
        self.timed_out = False

    def authorize(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """SQLite's authorizer: asked while a statement is compiled."""
        if action == sqlite3.SQLITE_FUNCTION:
            fine = (second or "").lower() not in FORBIDDEN_FUNCTIONS
        elif action == sqlite3.SQLITE_PRAGMA:
            fine = (first or "").lower() in self.pragmas
        else:
            fine = action in self.allowed
        if fine:
            return sqlite3.SQLITE_OK
        named = {sqlite3.SQLITE_FUNCTION: f"FUNCTION {second}", sqlite3.SQLITE_PRAGMA: f"PRAGMA {first}"}
        self.refused = self.refused or named.get(action, "this")
        return sqlite3.SQLITE_DENY

    def watch(self) -> int:
        """SQLite's progress handler: stops the statement when its time is over."""
        self.steps += STEPS_BETWEEN_LOOKS
        self.timed_out = time.thread_time() > self.deadline
        return int(self.timed_out)

    def __enter__(self) -> Guard:
        self.deadline = time.thread_time() + self.seconds
        self.connection.set_authorizer(self.authorize)
        self.connection.set_progress_handler(self.watch, STEPS_BETWEEN_LOOKS)
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.set_authorizer(None)
        self.connection.set_progress_handler(None, 0)


def open_memory() -> sqlite3.Connection:
    """An empty private database in memory, with caps on what one value, statement or script can take."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, 8 * MEGABYTE),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 200_000),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 400),
        (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 50),
    ):
        connection.setlimit(limit, value)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA max_page_count = {PRIVATE_PAGES}")
    return connection


_IMAGES: dict[bytes, bytes] = {}
"""Databases that :func:`load_folder` has made, by what their files hold."""
_MOST_IMAGES = 4


def load_folder(folder: Path | str) -> sqlite3.Connection:
    """A database in memory from *folder*: its schema.sql, and a CSV file for each table (an empty field is NULL).

    Files that this process, or the one that it was forked from, has read before cost a tenth of the time.
    """
    folder = Path(folder)
    if not (folder / "schema.sql").is_file():
        raise SqlError(f"there is no schema.sql in {folder}", mend="Run the notebook from its own folder.")
    connection = open_memory()
    known = _digest(folder)
    if known in _IMAGES and hasattr(connection, "deserialize"):
        connection.deserialize(_IMAGES[known])
        return connection
    connection.executescript((folder / "schema.sql").read_text(encoding="utf-8"))
    for table in tables(connection):
        file = folder / f"{table}.csv"
        if file.is_file():
            with open(file, newline="", encoding="utf-8") as lines:
                reader = csv.reader(lines)
                columns = next(reader)
                fill(connection, table, columns, ([field or None for field in row] for row in reader))
    if hasattr(connection, "serialize"):  # some builds of SQLite lack it
        _IMAGES[known] = connection.serialize()
        while len(_IMAGES) > _MOST_IMAGES:
            del _IMAGES[next(iter(_IMAGES))]
    return connection


def _digest(folder: Path) -> bytes:
    """Of the names and texts of the files that make the database."""
    found = hashlib.blake2b()
    for file in sorted([folder / "schema.sql", *folder.glob("*.csv")]):
        data = file.read_bytes()
        found.update(f"{file.name}\0{len(data)}\0".encode() + data)
    return found.digest()


def tables(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables, in the order they were created."""
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"
        )
    ]


def fill(connection: sqlite3.Connection, table: str, columns: list[str], rows: Any) -> None:
    """Insert *rows* into *table* in one transaction."""
    marks = ", ".join("?" * len(columns))
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    connection.execute("COMMIT")


def read(connection: sqlite3.Connection, text: str, *, seconds: float = 5, cap: int = 200_000) -> Rows:
    """Run one query that only reads, and fetch at most *cap* rows.

    Raises SqlError for a wrong query, one that would change something, and one that takes longer than *seconds*.
    """
    if not code_of(text).strip(" \t\r\n;"):
        raise SqlError("there is no query here yet")
    guard = Guard(connection, READING, READING_PRAGMAS, seconds)
    with guard, _explained(guard, text, "a query here may only read"):
        cursor = connection.execute(text[: len(code_of(text).rstrip(" \t\r\n;"))])
        if cursor.description is None:
            raise SqlError("this is not a query: it gives no rows", mend="Begin with SELECT or WITH.")
        rows = cursor.fetchmany(cap + 1)
        columns = tuple(column[0] for column in cursor.description)
        cursor.close()
    return Rows(columns, rows[:cap], guard.steps, len(rows) > cap)


def run_script(connection: sqlite3.Connection, text: str, *, seconds: float = 5) -> None:
    """Run a script on a private database, stopping at the first error, as a program would."""
    if not code_of(text).strip(" \t\r\n;"):
        raise SqlError("there is no statement here yet")
    with Guard(connection, WRITING, WRITING_PRAGMAS, seconds) as guard:
        for start, statement in statements(text):
            with _explained(guard, text, "a script here may change its own database only", start, statement):
                connection.execute(statement).fetchall()


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement of a script with the place where it begins."""
    start = 0
    for end in [match.end() for match in re.finditer(";", code_of(text))] + [len(text)]:
        part = text[start:end]
        if not code_of(part).strip(" \t\r\n;"):
            continue
        if end == len(text) or sqlite3.complete_statement(part):
            skipped = len(code_of(part)) - len(code_of(part).lstrip())
            yield start + skipped, part[skipped:]
            start = end


def code_of(text: str) -> str:
    """The text with comments and quoted strings blanked out, at unchanged places; quoted names stay."""
    pattern = r"--[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^]]*\]"
    return re.sub(pattern, _blanked, text, flags=re.DOTALL)


def _blanked(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "'":
        return "'" + re.sub(r"[^\n]", "_", found[1:-1]) + "'"
    return re.sub(r"[^\n]", " ", found) if found[0] in "-/" else found


@contextmanager
def _explained(guard: Guard, text: str, rule: str, start: int = 0, statement: str | None = None) -> Iterator[None]:
    """Turn SQLite's errors into SqlError, with the place in *text* found out."""
    statement = text if statement is None else statement
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, OverflowError, MemoryError, ValueError) as error:
        if guard.timed_out:
            raise SqlError(
                f"stopped after {guard.seconds:g} second{'s' * (guard.seconds != 1)}",
                text,
                start if start else None,
                mend="Does a recursive query ever end? Is a join condition missing?",
            ) from None
        if guard.refused:
            first = re.search(r"\S+", code_of(statement))
            word = first.group() if first else "this"
            what = guard.refused if guard.refused.startswith(("FUNCTION", "PRAGMA")) else word.upper()
            raise SqlError(
                f"{what} is refused: {rule}", text, start + (first.start() if first else 0), length=len(word)
            ) from None
        raise locate(guard.connection, str(error), text, start, statement) from None


def locate(connection: sqlite3.Connection, reason: str, text: str, start: int, statement: str) -> SqlError:
    """The error *reason* of SQLite with its place in *text*; *statement* begins at *start*."""
    code = code_of(statement)
    if "one statement at a time" in reason:
        at = next(iter(list(statements(statement))[1:]), (0, ""))[0]
        return SqlError("one query at a time: there is a second statement", text, start + at)
    if reason == "incomplete input":
        at = len(statement.rstrip()) - 1
        return SqlError(
            "the query ends too early",
            text,
            start + max(0, at),
            mend="Is a bracket still open, an END missing, or a comma left over?",
        )
    if match := re.match(r'near "(.*)": syntax error', reason, re.DOTALL):
        at = _syntax_error(connection, statement, code, match[1], reason)
        return SqlError(
            f'syntax error near "{match[1]}"',
            text,
            start + at,
            length=len(match[1]),
            mend=advice.of_syntax(code, at, match[1]),
        )
    if reason.startswith("unrecognized token"):
        at = statement.rfind(reason.partition('"')[2].rstrip('"'))
        return SqlError(reason, text, start + max(0, at), mend="Is a quote still open?")
    if match := re.match(r"misuse of aggregate(?: function)?: ?(\w+)|misuse of aggregate function (\w+)", reason):
        place, length, mend = advice.of_aggregate(code, match[1] or match[2])
        return SqlError(reason, text, None if place is None else start + place, length=length, mend=mend)
    if match := re.match(r"misuse of (?:aliased )?window function (\w+)", reason):
        mend = "A window is worked out after WHERE: put a query around it, and the condition there."
        return SqlError(reason, text, start if statement != text else None, mend=mend)
    match = re.search(
        r"(?:no such (?:column|table|function)|ambiguous column name|"
        r"wrong number of arguments to function|has no column named):? \"?([\w.$]+)",
        reason,
    )
    if match:
        word = match[1]
        found = re.search(rf"(?<![\w.]){re.escape(word)}\b", code, re.IGNORECASE) or re.search(re.escape(word), code)
        if found:
            mend = _advice(connection, reason, code, found.start(), word)
            return SqlError(reason, text, start + found.start(), length=len(word), mend=mend)
    return SqlError(reason, text, start if start or statement != text else None)


def _syntax_error(connection: sqlite3.Connection, statement: str, code: str, word: str, reason: str) -> int:
    """Where the parser met *word*: the first place at which the statement, cut off after it, fails in the same way."""
    places = [match.start() for match in re.finditer(re.escape(word), code)] or [0]
    for at in places:
        try:
            connection.execute(f"EXPLAIN {statement[: at + len(word)]}")
        except sqlite3.Error as error:
            if str(error) == reason:
                return at
    return places[-1]


def _advice(connection: sqlite3.Connection, reason: str, code: str, at: int, word: str) -> str:
    """What to do about the name *word* at the place *at*."""
    connection.set_authorizer(None)
    columns = columns_of(connection)
    if "ambiguous" in reason:
        return advice.of_ambiguous(code, word, columns)
    names = sorted(set().union(*columns.values())) if "no such column" in reason else list(columns)
    return advice.of_unknown(code, at, word, names)


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The names of each table's columns."""
    query = "SELECT name FROM pragma_table_info(?)"
    return {table: [name for (name,) in connection.execute(query, (table,))] for table in tables(connection)}


def plan(connection: sqlite3.Connection, text: str) -> list[str]:
    """The steps of SQLite's plan for a query: ``SEARCH flights USING INDEX flights_by_day (day=?)``."""
    code = text.strip().rstrip(";")
    return [row[3] for row in read(connection, f"EXPLAIN QUERY PLAN {code}").rows]


Reader = Callable[[str], Rows]
