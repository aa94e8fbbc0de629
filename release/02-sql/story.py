"""What the closing cells of the lessons stand on: whether the answers that they need are there."""

from __future__ import annotations

import sqlite3
from typing import Any

from workbook.check.sql.sqlite import SqlError, load_folder, open_memory, plan, read, run_script

Names = dict[str, Any]


def ready(names: Names, **wanted: str) -> bool:
    """Whether each answer has rows and the columns that a closing cell reads; what is missing is printed.

    Args:
        names: the notebook's names: `globals()`.
        wanted: the name of each answer, and its columns, parted by blanks. Without columns, its text will do.
    """
    lacking = [told for name, columns in wanted.items() if (told := _lacking(names.get(name), name, columns.split()))]
    for told in lacking:
        print(told)
    return not lacking


def _lacking(answer: Any, name: str, columns: list[str]) -> str:
    lines = [line for line in getattr(answer, "text", "").splitlines() if not line.strip().startswith("--")]
    written = bool("".join(lines).strip())
    if not columns:
        return "" if written else f"Not yet: {name} holds no script. Write it, run its cell, and come back."
    if not getattr(answer, "columns", ()):
        what = "no rows: its query failed. Mend it" if written else "no rows. Write its query"
        return f"Not yet: {name} has {what}, run its cell, and come back."
    missing = [column for column in columns if column not in answer.columns]
    return f"Not yet: {name} has no column {' and no column '.join(missing)}." if missing else ""


def tried(script: str, attempts: list[tuple[str, str]]) -> None:
    """Make a script's tables, and print of each attempt (its words, its statement) whether they take it, and why not."""
    try:
        connection = _opened(script)
    except SqlError as error:
        print(f"The script itself stops: {error.reason}")
        return
    for words, statement in attempts:
        said = "taken  "
        try:
            connection.execute(statement)
        except sqlite3.Error as error:
            said, words = "refused", f"{words} ({error})"
        print(f"{said}  {words}")
    connection.close()


def left_behind(script: str, query: str, *, start: str = "") -> list[tuple[Any, ...]]:
    """Run a script on the tables of *start*, stop at its first error, as a program does, and return what *query* then gives.

    What was begun and not committed is lost, as it is when a program's connection closes.
    """
    connection = _opened(start)
    try:
        run_script(connection, script)
    except SqlError as error:
        print(f"stopped: {error.reason}")
    if connection.in_transaction:
        connection.rollback()
    found = read(connection, query).rows
    connection.close()
    return found


def plan_of(folder: str, query: str) -> list[str]:
    """The steps of SQLite's plan for a query on the tables in *folder*."""
    connection = load_folder(folder)
    steps = plan(connection, query)
    connection.close()
    return steps


def _opened(script: str) -> sqlite3.Connection:
    """A private database with the tables of a script, which checks what refers to what."""
    connection = open_memory()
    connection.execute("PRAGMA foreign_keys = ON")
    if script:
        run_script(connection, script)
    return connection
