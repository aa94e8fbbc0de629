"""``%%sql name``: run a query, show its rows, keep text and data frame under the name.

In a notebook's first cell::

    from workbook.notebook import sql

    sql.connect("data/flights")

Then, in JupyterLab as in a plain IPython shell::

    %%sql busiest
    SELECT dest, COUNT(*) AS flights FROM flights GROUP BY dest

``busiest.text`` is the query, ``busiest.frame`` a pandas data frame. ``connect`` takes a folder of CSV files with a
schema.sql (read into SQLite in memory), a SQLite file (opened read-only), or any SQLAlchemy URL.
"""

from __future__ import annotations

import html
import shlex
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.check.card import NO_MATHS
from workbook.check.sql.databases import Grid, shown
from workbook.check.sql.sqlite import Row, SqlError, load_folder, open_memory, read, run_script, tables

if TYPE_CHECKING:
    import argparse

    import pandas

SECONDS = 10.0
ROWS_SHOWN = 20
ROWS_KEPT = 100_000


class QueryFailed(SqlError):
    """A query in a cell went wrong. IPython shows the message alone, and the cell counts as failed."""

    def _render_traceback_(self) -> list[str]:
        return str(self).split("\n")


class Result:
    """What a ``%%sql`` cell leaves behind: the query's ``text``, its ``rows`` and ``columns``, and ``frame``."""

    def __init__(
        self,
        name: str,
        text: str,
        columns: tuple[str, ...] = (),
        rows: list[Row] | None = None,
        *,
        capped: bool = False,
    ) -> None:
        self.name, self.text, self.columns, self.rows, self.capped = name, text, columns, rows or [], capped

    @property
    def frame(self) -> pandas.DataFrame:
        """The rows as a data frame."""
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        if not self.columns:
            return f"{self.name}: no rows"
        return f"{Grid(self.columns, self.rows[:ROWS_SHOWN])}\n{self._size()}"

    def _repr_html_(self) -> str:
        if not self.columns:
            return f"<p>{html.escape(self.name)}: no rows</p>"
        visible = self.rows[:ROWS_SHOWN]
        head = "".join(
            f'<th style="text-align: {_side([row[place] for row in visible])}">{html.escape(name)}</th>'
            for place, name in enumerate(self.columns)
        )
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in visible)
        return (
            f'<table class="dataframe {NO_MATHS}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
            f"<p>{html.escape(self._size())}</p>"
        )

    def _size(self) -> str:
        count = len(self.rows)
        size = f"at least {count} rows, the rest was not fetched" if self.capped else f"{count} row{'s' * (count != 1)}"
        return size + (f", the first {ROWS_SHOWN} shown" if count > ROWS_SHOWN else "")


def _side(values: Sequence[Any]) -> str:
    """Where values stand: numbers to the right, and a column's heading with its values."""
    return "left" if any(isinstance(value, str) for value in values) else "right"


def _cell(value: Any) -> str:
    """One cell of the table: NULL is told apart from the text."""
    if value is None:
        return '<td style="opacity: 0.6; font-style: italic">NULL</td>'
    return f'<td style="text-align: {_side([value])}">{html.escape(shown(value))}</td>'


class SqliteSource:
    """A SQLite database that queries may only read, opened when the first of them comes."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._connection: sqlite3.Connection | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The one connection of this source."""
        if self._connection is None:
            if self.place.is_dir():
                self._connection = load_folder(self.place)
            elif self.place.is_file():
                self._connection = sqlite3.connect(f"{self.place.resolve().as_uri()}?mode=ro", uri=True)
            else:
                raise SqlError(
                    f"there is neither a folder nor a file called {self.place}",
                    mend="Run the notebook from its own folder.",
                )
        return self._connection

    def run(self, name: str, text: str, seconds: float) -> Result:
        """Run one query."""
        found = read(self.connection, text, seconds=seconds, cap=ROWS_KEPT)
        return Result(name, text, found.columns, found.rows, capped=found.capped)


class UrlSource:
    """Any database that SQLAlchemy can reach. Each cell is a transaction of its own, committed when it succeeds."""

    def __init__(self, url: str) -> None:
        from sqlalchemy import create_engine

        self.engine = create_engine(url)

    def run(self, name: str, text: str, seconds: float) -> Result:
        """Run one statement on the server, for a limited time."""
        with _readable(text):
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                if self.engine.dialect.name == "postgresql":
                    cursor.execute(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
                with _limited(self.engine.dialect.name, connection.dbapi_connection, seconds):
                    cursor.execute(text)
                    columns = tuple(column[0] for column in cursor.description or ())
                    rows = [tuple(row) for row in cursor.fetchmany(ROWS_KEPT + 1)] if columns else []
                connection.commit()
            finally:
                connection.close()
        return Result(name, text, columns, rows[:ROWS_KEPT], capped=len(rows) > ROWS_KEPT)


@contextmanager
def _limited(dialect: str, connection: Any, seconds: float) -> Iterator[None]:
    """Stop a statement after its time, where the server was not told to do so itself."""
    if dialect == "sqlite":
        end = time.monotonic() + seconds
        connection.set_progress_handler(lambda: int(time.monotonic() > end), 1000)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)
        return
    timer = threading.Timer(seconds, getattr(connection, "cancel", lambda: None))
    if dialect != "postgresql":
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _readable(text: str) -> Iterator[None]:
    """Turn any driver's error into a SqlError; PostgreSQL tells the place of the fault."""
    try:
        yield
    except SqlError:
        raise
    except Exception as error:  # noqa: BLE001 - every driver has its own tree of errors
        detail = getattr(error, "diag", None)
        position = getattr(detail, "statement_position", None)
        reason = (getattr(detail, "message_primary", None) or str(error)).strip()
        at = int(position) - 1 if position else None
        raise SqlError(reason, text, at, mend=getattr(detail, "message_hint", None) or "") from None


_source: SqliteSource | UrlSource | None = None


def connect(place: str | Path) -> None:
    """Make *place* the database of the ``%%sql`` cells that follow: a folder, a SQLite file, or a SQLAlchemy URL."""
    global _source
    _source = UrlSource(str(place)) if "://" in str(place) else SqliteSource(Path(place))
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return
    if (shell := get_ipython()) is not None:
        load_ipython_extension(shell)


def load_ipython_extension(shell: Any) -> None:
    """Register ``%%sql`` with a running IPython; also what ``%load_ext workbook.notebook.sql`` calls."""
    from IPython.core.magic_arguments import argument, magic_arguments

    @magic_arguments()
    @argument("name", help="What keeps the query's text and rows.")
    @argument("--script", nargs="?", const="", metavar="START", help="Run a script on a new database, filled by START.")
    @argument("--seconds", type=float, default=SECONDS, help="The longest that the query may take.")
    def sql(line: str, cell: str) -> None:
        """Run a query, show its rows, keep text and data frame under the name."""
        _magic(shell, _options(sql.parser, line), cell)

    shell.register_magic_function(sql, "cell", "sql")


def _options(parser: argparse.ArgumentParser, line: str) -> argparse.Namespace:
    from IPython.core.error import UsageError

    try:
        options = parser.parse_args(shlex.split(line))  # IPython's own splitting leaves quotes where they are
    except (UsageError, ValueError) as error:
        raise QueryFailed(f"%%sql: {error}", mend="Write %%sql and a name, such as: %%sql busiest") from None
    if not options.name.isidentifier():
        raise QueryFailed(f"%%sql: {options.name!r} can't be a name", mend="Use letters, digits and _ only.")
    return options


def _magic(shell: Any, options: argparse.Namespace, cell: str) -> None:
    """Run the cell; its text is kept under the name even if it fails, so that no older result is mistaken for it."""
    from IPython.display import display

    text = cell.rstrip("\n")
    shell.user_ns[options.name] = Result(options.name, text)
    try:
        if options.script is not None:
            display(run_privately(options.name, text, options.script, options.seconds))
        else:
            if _source is None:
                raise SqlError("no database is connected", mend="Run the notebook's first cells.")
            shell.user_ns[options.name] = result = _source.run(options.name, text, options.seconds)
            display(result)
    except SqlError as error:
        raise QueryFailed(error.reason, error.text, error.at, length=error.length, mend=error.mend) from None


class Tables:
    """The tables that a script left behind, for display."""

    def __init__(self, results: list[Result]) -> None:
        self.results = results

    def __repr__(self) -> str:
        return "\n\n".join(f"{result.name}\n{result!r}" for result in self.results) or "no tables"

    def _repr_html_(self) -> str:
        return (
            "".join(f"<p><b>{html.escape(result.name)}</b></p>{result._repr_html_()}" for result in self.results)
            or "<p>no tables</p>"
        )


def run_privately(name: str, text: str, start: str = "", seconds: float = SECONDS) -> Tables:
    """Run a script on a fresh private database, filled by the file *start* first, and return the tables it leaves."""
    connection = open_memory()
    connection.execute("PRAGMA foreign_keys = ON")
    if start:
        if not Path(start).is_file():
            raise SqlError(f"there is no file {start}", mend="Run the notebook from its own folder.")
        connection.executescript(Path(start).read_text(encoding="utf-8"))
    run_script(connection, text, seconds=seconds)
    if connection.in_transaction:
        raise SqlError("the script ends inside its transaction: all of it is lost", mend="End with COMMIT.")
    found = [(table, read(connection, f'SELECT * FROM "{table}"')) for table in tables(connection)]
    connection.close()
    return Tables([Result(table, "", rows.columns, rows.rows) for table, rows in found])
