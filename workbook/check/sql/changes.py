"""Judging a script that makes or changes a database by what the database then takes, refuses and holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbook.check.failure import Failure
from workbook.check.sql.databases import Database, Grid
from workbook.check.sql.query import text_of
from workbook.check.sql.rows import cells, compare
from workbook.check.sql.sqlite import (
    WRITING,
    WRITING_PRAGMAS,
    Guard,
    Rows,
    SqlError,
    open_memory,
    read,
    run_script,
)

_NOT_OF_THE_ROW = re.compile(r"\b(total_changes|changes|last_insert_rowid|random|randomblob)\s*\(", re.IGNORECASE)
SECONDS = 3.0
MISMATCH = "what REFERENCES names: that column needs a PRIMARY KEY or UNIQUE of its own"


class Workbench:
    """A private database on which a script has run. It enforces foreign keys, as every program should ask for."""

    def __init__(
        self, connection: sqlite3.Connection, error: SqlError | None = None, dropped: Sequence[str] = ()
    ) -> None:
        self.connection, self.error = connection, error
        self.triggers = (
            f"constraints: a trigger doesn't count here, and {', '.join(dropped)} was dropped" if dropped else ""
        )

    def takes(self, what: str, statement: str, *, look: str = "") -> None:
        """Fail unless the database accepts the statement. Its change stays."""
        error = _attempt(self.connection, statement)
        if error:
            look = MISMATCH if "foreign key mismatch" in str(error) else look
            raise Failure(f"the database refuses {what}: {statement.strip()}", "no error", str(error), look)

    def refuses(self, what: str, statement: str, *, look: str = "") -> None:
        """Fail unless the database refuses the statement because of a constraint. Nothing changes either way."""
        copy = _copy(self.connection)
        error = _attempt(copy, statement)
        copy.close()
        if error is None:
            raise Failure(
                f"the database takes {what}: {statement.strip()}",
                "an error: a constraint is violated",
                "no error",
                self.triggers or look,
            )
        if not isinstance(error, sqlite3.IntegrityError):
            raise Failure(
                f"{what} should be refused by a constraint: {statement.strip()}",
                "an error: a constraint is violated",
                str(error),
                MISMATCH if "foreign key mismatch" in str(error) else look,
            )

    def attempt(self, statement: str) -> None:
        """Try a statement that the database may take or refuse; what it may not do is judged by what it holds then."""
        _attempt(self.connection, statement)

    def again(self, script: Any, *, after: str = "") -> None:
        """Run *script* once more, once the SQL *after* has mended what stopped it; fail if it is stopped again."""
        self.connection = _copy(self.connection)  # the program's connection was closed: what was temporary is gone
        self.connection.executescript(after)
        try:
            run_script(self.connection, text_of(script), seconds=SECONDS)
        except SqlError as error:
            raise Failure(f"the script does not run again once its failure is mended: {error}") from None
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def holds(self, question: str, rows: str, what: str, *, order: Sequence[str] = (), look: str = "") -> None:
        """Fail unless the query *question* gives *rows*, a table written as text."""
        try:
            result = read(self.connection, question, seconds=SECONDS)
        except SqlError as error:
            raise Failure(f"{what} can't be read: {error}") from None
        grid = Grid.parse(rows)
        compare(
            result,
            Rows(grid.columns, grid.rows),
            Database(what, self.connection),
            order=order,
            look=look,
            open_book=True,
            whose="the database",
        )

    def has_none(self, question: str, what: str, *, look: str = "") -> None:
        """Fail with the sentence *what* if the query *question* gives any row."""
        try:
            found = read(self.connection, question, seconds=SECONDS)
        except SqlError as error:
            raise Failure(f"the tables can't be read: {error}") from None
        if found.rows:
            raise Failure(what, "no such row", cells(found.columns, found.rows), look)


def database(
    script: Any, *, start: str | Path | None = None, but: str = "", fails: bool = False, triggers: bool = False
) -> Workbench:
    """Run *script*, a ``%%sql --script`` result or a text, on a fresh private database, as a program would.

    The run stops at the first error, and what was not committed by then is lost.

    :param start: a file of SQL which is run first
    :param but: further SQL, run after *start* and before the script: the planted failure
    :param fails: whether the script is expected to stop with an error, which it may not do without the planted failure
    :param triggers: whether triggers that the script makes stay. Otherwise they are dropped once it has run, so that the
        constraints of the tables are judged alone: a trigger can refuse every row once the tests' own are in
    """
    if fails:
        database(script, start=start)
    connection = open_memory()
    connection.execute("PRAGMA foreign_keys = ON")
    if start is not None:
        connection.executescript(Path(start).read_text(encoding="utf-8"))
    connection.executescript(but)
    there = _triggers(connection)
    error = None
    try:
        run_script(connection, text_of(script), seconds=SECONDS)
    except SqlError as caught:
        error = caught
    unfinished = connection.in_transaction
    if unfinished:
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA foreign_keys = ON")
    if error and (not fails or "constraint" not in error.reason):
        if error.reason == "there is no statement here yet":
            raise Failure(error.reason, look="the cell above")
        raise Failure(f"the script does not run: {error}")
    if fails and not error:
        raise Failure(
            "the script hides the planted failure",
            "it stops with the error of the constraint",
            "no error",
            "OR IGNORE, OR REPLACE, and conditions that leave rows out in silence",
        )
    if unfinished and not error:
        raise Failure("the script ends inside its transaction, so that everything is lost", look="COMMIT")
    dropped = [] if triggers else sorted(_triggers(connection) - there)
    for schema, name, _ in dropped:
        quoted = name.replace('"', '""')
        connection.execute(f'DROP TRIGGER {schema}."{quoted}"')
    if not triggers:
        _look_at_rows_only(connection)
    return Workbench(connection, error, [name for _, name, _ in dropped])


def _triggers(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Schema, name and text of each; main and temp may have one of the same name."""
    query = "SELECT '{}', name, sql FROM {}.sqlite_master WHERE type = 'trigger'"
    return {found for schema in ("main", "temp") for found in connection.execute(query.format(schema, schema))}


def _look_at_rows_only(connection: sqlite3.Connection) -> None:
    """Fail if a table was made whose constraints could follow what the connection has done, or chance, instead of the row."""
    for schema in ("main", "temp"):
        for (text,) in connection.execute(
            f"SELECT sql FROM {schema}.sqlite_master WHERE type = 'table' AND sql NOT NULL"
        ):
            found = _NOT_OF_THE_ROW.search(text)
            if found:
                raise Failure(
                    f"a table is made with {found[1].lower()}()",
                    "constraints that look at the row alone",
                    "one that follows the connection, or chance",
                    "CHECK, UNIQUE, NOT NULL and REFERENCES on the columns",
                )


def _attempt(connection: sqlite3.Connection, statement: str) -> sqlite3.Error | None:
    """The error of a statement run in a transaction of its own, or None; constraints put off are checked at its end."""
    with Guard(connection, WRITING, WRITING_PRAGMAS, SECONDS):
        try:
            connection.execute("BEGIN")
            connection.execute(statement).fetchall()
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            return error
    return None


def _copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = open_memory()
    connection.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    return copy
