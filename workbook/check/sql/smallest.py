"""The fewest rows of a database on which a query still goes wrong: a mistake is seen at once on two rows, not on 400."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Sequence

from workbook.check.sql.databases import Database
from workbook.check.sql.sqlite import Row, code_of, open_memory, tables

TRIALS, SECONDS = 600, 1.5
ENDS = " \t\r\n;"

Shown = tuple[str, tuple[str, ...], list[Row]]
"""A table to show: its name, the columns that the queries name, and its rows."""


def smallest(
    database: Database, texts: Sequence[str], fails: Callable[[sqlite3.Connection], bool]
) -> tuple[sqlite3.Connection, list[Shown]]:
    """A copy of *database* without the rows that it *fails* without, and its tables as far as *texts* name them.

    Halves, quarters and so on are taken out as long as it still fails, at last single rows. So no row of the result can go,
    if there was time to try.
    """
    connection = open_memory()
    database.connection.backup(connection)
    words = {word.lower() for text in texts for word in re.findall(r"\w+", code_of(text))}
    named = _read_by(connection, texts)
    rows = [(table, rowid) for table in named for (rowid,) in connection.execute(f"SELECT rowid FROM {table}")]
    trials, end, size = 0, time.thread_time() + SECONDS, max(1, len(rows) // 2)
    while rows and trials < TRIALS and time.thread_time() < end:
        at, before = 0, len(rows)
        while at < len(rows) and trials < TRIALS and time.thread_time() < end:
            trials += 1
            connection.execute("BEGIN")
            for table in named:
                ids = [str(rowid) for name, rowid in rows[at : at + size] if name == table]
                if ids:
                    connection.execute(f"DELETE FROM {table} WHERE rowid IN ({', '.join(ids)})")
            if fails(connection):
                connection.execute("COMMIT")
                del rows[at : at + size]
            else:
                connection.execute("ROLLBACK")
                at += size
        if size == 1 and len(rows) == before:
            break
        size = max(1, size // 2)
    return connection, [_shown(connection, table, words) for table in named]


def _read_by(connection: sqlite3.Connection, texts: Sequence[str]) -> list[str]:
    """The tables that the queries read, as SQLite sees them: a column or another name may be spelt like a table."""
    there = set()

    def note(action: int, table: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            there.add(table)
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    for text in texts:
        connection.execute(f"EXPLAIN {text[: len(code_of(text).rstrip(ENDS))]}")
    connection.set_authorizer(None)
    return [table for table in tables(connection) if table in there]


def _shown(connection: sqlite3.Connection, table: str, words: set[str]) -> Shown:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in columns if name.lower() in words] or columns
    return table, tuple(columns), connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
