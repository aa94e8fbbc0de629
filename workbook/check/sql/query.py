"""Judging a query by the rows it gives, on a small database, on the published one and on generated ones, and by its plan."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from workbook.check.failure import Failure, named_type
from workbook.check.sql import advice, databases
from workbook.check.sql.databases import PUBLISHED, Database, Grid, Worlds
from workbook.check.sql.rows import WrongRows, cells, compare, key_of, same_columns, wrong_number
from workbook.check.sql.smallest import smallest
from workbook.check.sql.sqlite import Rows, SqlError, code_of, plan, read

TIES = "the outermost ORDER BY: rows that agree on all of its keys may come in any order, such as this one"
SECONDS_SMALL, SECONDS_PUBLISHED, SECONDS_ONCE_STOPPED = 2.0, 10.0, 1.0


def query(
    answer: Any,
    *,
    on: Mapping[str, str] | None = None,
    gives: str | None = None,
    rows: int | None = None,
    has: str | None = None,
    like: str | None = None,
    worlds: Worlds | None = None,
    columns: Sequence[str] | None = None,
    order: Sequence[str] = (),
    look: str = "",
    folder: str = "",
) -> None:
    """Fail unless *answer*, a ``%%sql`` result or a text, is a query that gives the right rows.

    The text is run here, read-only and for a limited time; the rows that the answer kept are never looked at. A
    generated database on which it goes wrong is shown by the fewest of its rows on which it still does.

    :param on: small tables as text, by name; without it, the published database
    :param gives: the rows expected, as a table in text; its first line names the columns
    :param rows: how many rows are expected
    :param has: some of the rows expected, as a table in text
    :param like: a query to agree with, on the published database and on every one of *worlds*
    :param worlds: makes the contents of generated databases
    :param columns: the names of the columns, where neither *gives*, *has* nor *like* tells them
    :param order: columns whose values must come in the same sequence; rows that agree on them may come in any order. The
        outermost query must ask for an order: that of a subquery reaches its rows by luck alone
    :param folder: of the published tables; the only one below ``data`` if there is but one
    """
    text = text_of(answer)
    folder = folder or databases.only_folder()
    look = look or advice.of_quotes(text, code_of(text), databases.column_names(folder))
    if like is not None:
        if worlds is None:
            raise ValueError("like= needs worlds=, what makes the generated databases")
        for database in [*databases.generated(worlds, folder), databases.published(folder)]:
            if database.concerns(like):
                _agree_or_show(text, like, database, order, look)
                if order:
                    _agree_or_show(_against(text, order, database), like, database, order, TIES)
        return
    database = databases.written(on, folder) if on is not None else databases.published(folder)
    result = run(text, database, limit=100_000)
    if gives is not None:
        grid = Grid.parse(gives)
        compare(result, Rows(grid.columns, grid.rows), database, order=order, look=look, open_book=True)
    _samples(result, database, rows, has, columns, look)
    if order:
        _against(text, order, database)


def _agree_or_show(text: str, reference: str, database: Database, order: Sequence[str], look: str) -> None:
    """Fail unless two queries agree; the message shows the fewest rows of a generated database on which they don't."""
    try:
        agree(text, reference, database, order=order, look=look)
    except WrongRows:
        if not database.content:
            raise
    else:
        return

    def differs(connection: sqlite3.Connection) -> bool:
        try:
            expected = read(connection, reference, seconds=0.5)
            compare(read(connection, text, seconds=0.5), expected, Database("", connection), order=order)
        except WrongRows:
            return True
        except (SqlError, Failure):
            return False
        return False

    connection, tables = smallest(database, (text, reference), differs)
    expected = read(connection, reference, seconds=20)
    result = read(connection, text, seconds=20)
    shown_as = Database("the rows below", connection)
    try:
        compare(result, expected, shown_as, order=order, look=look, open_book=True)
    except WrongRows as failure:
        given = "".join(f"\n{name}{cells(columns, rows) if rows else ': no rows'}" for name, columns, rows in tables)
        raise WrongRows(f"{failure.checked}{given}", failure.expected, failure.actual, look) from None
    raise AssertionError("the smallest part of a database agrees")  # pragma: no cover - smallest() has just tried it


def _against(text: str, order: Sequence[str], database: Database) -> str:
    """The query with the rows that its own ORDER BY leaves open in the opposite order; fails if its outermost part has none.

    What SQLite can't compile is nobody's query: then the text itself is returned.
    """
    flat = advice.flat(code_of(text).rstrip(" \t\r\n;"))
    found = list(re.finditer(r"\bORDER\s+BY\b", flat, re.IGNORECASE))
    if not found:
        raise Failure(
            "the outermost query asks for no order: the order inside a subquery is not promised to the rows outside",
            f"an ORDER BY at the end, by {', '.join(order)}",
            "none",
        )
    limit = re.compile(r"\s*\bLIMIT\b", re.IGNORECASE).search(flat, found[-1].end())
    at = limit.start() if limit else len(flat)
    turned = f"{text[:at]}{''.join(f', {n} DESC' for n in range(1, len(order) + 1))}{text[at : len(flat)]}"
    try:
        read(database.connection, f"EXPLAIN {turned}")
    except SqlError:
        return text
    return turned


def _samples(
    result: Rows, database: Database, count: int | None, has: str | None, columns: Sequence[str] | None, look: str
) -> None:
    """The partial checks: names of columns, number of rows, some rows."""
    grid = Grid.parse(has) if has is not None else None
    names = columns or (grid.columns if grid else None)
    if names is not None:
        same_columns(result.columns, tuple(names), database.kind)
    if count is not None and len(result.rows) != count:
        wrong_number(result, count, database, look)
    if grid is not None:
        there = Counter(map(key_of, result.rows))
        for row in grid.rows:
            if not there[key_of(row)]:
                raise Failure(
                    f"on {database.kind}, a row is missing",
                    cells(grid.columns, [row]),
                    cells(result.columns, result.rows[:3]) if result.rows else "no rows at all",
                    look,
                )


def text_of(answer: Any) -> str:
    """The text of a ``%%sql`` result, or *answer* itself if it is a text."""
    if type(answer) is str:
        return answer
    known = _texts.get(id(answer))
    if known is not None and known[0] is answer:
        return known[1]
    text = getattr(answer, "text", None)
    if type(text) is not str:
        raise Failure(
            "this is not the result of a query",
            "a cell that begins with %%sql and a name",
            named_type(answer),
            "the first line of the answer's cell",
        )
    _texts[id(answer)] = answer, text
    return text


_texts: dict[int, tuple[Any, str]] = {}
"""The text of each answer as it was when it was first asked for: an object could give another one at each look."""


def agree(text: str, reference: str, database: Database, *, order: Sequence[str] = (), look: str = "") -> None:
    """Fail unless two queries give the same rows on one database."""
    expected = _expected(reference, database)
    result = run(text, database, limit=20 * len(expected.rows) + 2000)
    compare(result, expected, database, order=order, look=look)


_answers: dict[tuple[str, int], tuple[Database, Rows]] = {}


def _expected(reference: str, database: Database) -> Rows:
    """The reference's rows, worked out once for each database."""
    key = (reference, id(database))
    if key not in _answers:
        try:
            _answers[key] = (database, read(database.connection, reference, seconds=20))
        except SqlError as error:
            raise RuntimeError(f"the reference query is broken on {database.kind}: {error}") from error
    return _answers[key][1]


def run(text: str, database: Database, *, limit: int) -> Rows:
    """Run a student's query on one database; what goes wrong is a Failure that names the kind of database."""
    try:
        result = (
            _published_rows(text, database)
            if database.kind == PUBLISHED
            else read(database.connection, text, seconds=_patience(text, SECONDS_SMALL), cap=limit)
        )
    except SqlError as error:
        if error.reason.startswith("stopped"):
            _stopped.add(text)
        if error.reason == "there is no query here yet":
            raise Failure(error.reason, look="the cell above") from None
        where = f"on {database.kind}, " if error.reason.startswith("stopped") else ""
        raise Failure(f"{where}the query does not run: {error}") from None
    if result.capped or len(result.rows) > limit:
        raise WrongRows(
            f"on {database.kind}, your result has far too many rows: more than {limit}",
            look="the conditions of the joins: does each row meet every other?",
        )
    return result


_stopped: set[str] = set()
"""Queries that ran out of time on some database."""


def _patience(text: str, seconds: float) -> float:
    """How long a query may take: one that was stopped before must not use up the time of the whole tests cell."""
    return min(seconds, SECONDS_ONCE_STOPPED) if text in _stopped else seconds


_last: tuple[str, Database, Rows | SqlError] | None = None


def _published_rows(text: str, database: Database) -> Rows:
    """The rows that a query gives on the published database; the last query's are kept, since every part asks for them."""
    global _last
    if _last is None or _last[0] != text or _last[1] is not database:
        try:
            _last = (
                text,
                database,
                read(database.connection, text, seconds=_patience(text, SECONDS_PUBLISHED), cap=100_000),
            )
        except SqlError as error:
            _last = (text, database, error)
    if isinstance(_last[2], SqlError):
        raise _last[2]
    return _last[2]


def seeks(answer: Any, *, table: str, slow: str, share: float = 0.25, folder: str = "") -> None:
    """Fail unless SQLite's plan for *answer* finds the rows of *table* by an index, with far less work than *slow*.

    The work is counted in SQLite's own steps, so a plan that seeks in name only (a bound that every row meets) fails.
    """
    text, database = text_of(answer), databases.published(folder or databases.only_folder())
    result = run(text, database, limit=100_000)
    steps = plan(database.connection, text)
    told = "\n" + "\n".join(steps)
    indexes = [name for _, name, *_ in database.connection.execute(f"PRAGMA index_list({table})")]
    named = re.compile(rf"SEARCH .*USING (COVERING )?INDEX ({'|'.join(map(re.escape, indexes))})\b")
    if not any(named.match(step) for step in steps):
        walks = next((step for step in steps if step.startswith("SCAN")), "")
        raise Failure(
            f"the plan walks through the whole of {table}: {walks}"
            if walks
            else f"the plan seeks in no index of {table}",
            f"SEARCH ... USING INDEX, one of {', '.join(sorted(indexes))}",
            told,
            "WHERE: is the indexed column alone on its side of the comparison?",
        )
    most = _expected(slow, database).steps * share
    if result.steps > most:
        raise Failure(
            f"the plan seeks in an index, but the engine still visits too many rows of {table}",
            f"at most {most:.0f} steps of SQLite's machine",
            f"{result.steps}, by the plan{told}",
        )
