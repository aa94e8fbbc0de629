"""Judging a query by the rows it gives: on a small database, on the published one, and on generated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbook.check.failure import Failure, named_type
from workbook.check.sql import databases
from workbook.check.sql.databases import Database, Grid, Worlds
from workbook.check.sql.sqlite import Row, Rows, SqlError, plan, read

FLOAT_TOLERANCE = 1e-6
SECONDS_SMALL, SECONDS_PUBLISHED = 2.0, 6.0
ROWS_SHOWN = 12


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

    The text is run here, read-only and for a limited time; the rows that the answer kept are never looked at.

    :param on: small tables as text, by name; without it, the published database
    :param gives: the rows expected, as a table in text; its first line names the columns
    :param rows: how many rows are expected
    :param has: some of the rows expected, as a table in text
    :param like: a query to agree with, on the published database and on every one of *worlds*
    :param worlds: makes the contents of generated databases
    :param columns: the names of the columns, where neither *gives*, *has* nor *like* tells them
    :param order: columns whose values must come in the same sequence; rows that agree on them may come in any order
    :param folder: of the published tables; the only one below ``data`` if there is but one
    """
    text = text_of(answer)
    folder = folder or databases.only_folder()
    if like is not None:
        if worlds is None:
            raise ValueError("like= needs worlds=, what makes the generated databases")
        for database in [*databases.generated(worlds, folder), databases.published(folder)]:
            if database.concerns(like):
                agree(text, like, database, order=order, look=look)
        return
    database = databases.written(on, folder) if on is not None else databases.published(folder)
    result = run(text, database, limit=100_000)
    if gives is not None:
        grid = Grid.parse(gives)
        compare(result, Rows(grid.columns, grid.rows), database, order=order, look=look, open_book=True)
    _samples(result, database, rows, has, columns, look)


def _samples(
    result: Rows, database: Database, count: int | None, has: str | None, columns: Sequence[str] | None, look: str
) -> None:
    """The partial checks: names of columns, number of rows, some rows."""
    grid = Grid.parse(has) if has is not None else None
    names = columns or (grid.columns if grid else None)
    if names is not None:
        _same_columns(result.columns, tuple(names), database.kind)
    if count is not None and len(result.rows) != count:
        _wrong_number(result, count, database, look)
    if grid is not None:
        there = Counter(map(_key, result.rows))
        for row in grid.rows:
            if not there[_key(row)]:
                raise Failure(
                    f"on {database.kind}, a row is missing",
                    _cells(grid.columns, [row]),
                    _cells(result.columns, result.rows[:3]) if result.rows else "no rows at all",
                    look,
                )


def text_of(answer: Any) -> str:
    """The text of a ``%%sql`` result, or *answer* itself if it is a text."""
    if type(answer) is str:
        return answer
    text = getattr(answer, "text", None)
    if type(text) is not str:
        raise Failure(
            "this is not the result of a query",
            "a cell that begins with %%sql and a name",
            named_type(answer),
            "the first line of the answer's cell",
        )
    return text


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
    small = database.kind != "the published database"
    try:
        result = read(database.connection, text, seconds=SECONDS_SMALL if small else SECONDS_PUBLISHED, cap=limit)
    except SqlError as error:
        if error.reason == "there is no query here yet":
            raise Failure(error.reason, look="the cell above") from None
        raise Failure(f"on {database.kind}, the query does not run: {error}") from None
    if result.capped:
        raise Failure(
            f"on {database.kind}, your result has far too many rows: more than {limit}",
            look="the conditions of the joins: does each row meet every other?",
        )
    return result


def compare(
    result: Rows,
    expected: Rows,
    database: Database,
    *,
    order: Sequence[str] = (),
    look: str = "",
    open_book: bool = False,
) -> None:
    """Fail unless the rows are the same as a multiset, and in the same sequence as far as *order* names columns.

    With *open_book* the message shows the rows; hidden instances keep theirs.
    """
    kind = database.kind
    _same_columns(result.columns, expected.columns, kind)
    extra, missing = difference(result.rows, expected.rows)
    if extra or missing:
        sentence = _explain(extra, missing, result, expected)
        tables = (
            (_cells(expected.columns, expected.rows), _cells(result.columns, result.rows)) if open_book else ("", "")
        )
        raise Failure(f"on {kind}, {sentence}", *tables, look)
    places = [expected.columns.index(name) for name in order]
    for number, (row, right) in enumerate(zip(result.rows, expected.rows, strict=True), start=1):
        if any(not _near(row[i], right[i]) for i in places):
            tables = (
                (_cells(expected.columns, expected.rows), _cells(result.columns, result.rows))
                if open_book
                else ("", "")
            )
            raise Failure(
                f"on {kind}, the rows are right but their order is not: row {number} is not the one that belongs there",
                *tables,
                look or "ORDER BY: every key, its direction, and what breaks a tie",
            )


def difference(rows: Sequence[Row], expected: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows too many and the rows missing, as multisets; numbers are equal within 1e-6."""
    extra = _subtract(rows, expected)
    missing = _subtract(expected, rows)
    if extra and missing:
        for row in extra[:2000]:
            near = next(
                (other for other in missing[:2000] if len(row) == len(other) and all(map(_near, row, other))), None
            )
            if near is not None:
                extra.remove(row)
                missing.remove(near)
    return extra, missing


def _subtract(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    left = Counter(map(_key, others))
    rest = []
    for row in rows:
        key = _key(row)
        if left[key] > 0:
            left[key] -= 1
        else:
            rest.append(row)
    return rest


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(_plain(value) for value in row)


def _plain(value: Any) -> Any:
    """A value to look up by: numbers to 6 digits after the point, text apart from numbers."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float | Decimal):
        return round(float(value), 6) + 0.0
    return ("text", value) if isinstance(value, str) else value


def _near(value: Any, expected: Any) -> bool:
    if isinstance(value, int | float | Decimal) and isinstance(expected, int | float | Decimal):
        return abs(float(value) - float(expected)) <= FLOAT_TOLERANCE * max(1.0, abs(float(expected)))
    return type(value) is type(expected) and value == expected


def _same_columns(columns: tuple[str, ...], expected: tuple[str, ...], kind: str) -> None:
    """Fail unless the names agree, capital letters aside."""
    given, wanted = [name.lower() for name in columns], [name.lower() for name in expected]
    if given == wanted:
        return
    if len(given) != len(wanted):
        checked = f"your result has {_count(len(given), 'column')}, asked for are {len(wanted)}"
    elif sorted(given) == sorted(wanted):
        checked = "the columns are the right ones, but not in the order asked for"
    else:
        at = next(i for i, (name, right) in enumerate(zip(given, wanted, strict=True)) if name != right)
        checked = f"column {at + 1} is called {columns[at]!r}, not {expected[at]!r}"
    raise Failure(checked, ", ".join(expected), ", ".join(columns), "the list after SELECT, and AS")


def _wrong_number(result: Rows, count: int, database: Database, look: str) -> None:
    apart = len(result.rows) - count
    word = "more" if apart > 0 else "fewer"
    raise Failure(
        f"on {database.kind}, your result has {_count(abs(apart), 'row')} {word} than it should",
        _count(count, "row"),
        _count(len(result.rows), "row"),
        look,
    )


def _explain(extra: list[Row], missing: list[Row], result: Rows, expected: Rows) -> str:
    """In one sentence, how a result differs."""
    if not result.rows:
        return f"your result is empty; {_count(len(expected.rows), 'row')} should be there"
    if not expected.rows:
        return f"the right result is empty; yours has {_count(len(result.rows), 'row')}"
    if not missing:
        known = set(map(_key, expected.rows))
        copies = all(_key(row) in known for row in extra)
        why = ": copies of rows that belong there once" if copies else " than it should"
        return f"your result has {_count(len(extra), 'row')} more{why}"
    if not extra:
        known = set(map(_key, result.rows))
        why = (
            ": it drops copies of rows that it has" if all(_key(row) in known for row in missing) else " than it should"
        )
        return f"your result has {_count(len(missing), 'row')} fewer{why}"
    if len(extra) == len(missing) and (column := _one_column(extra, missing)) is not None:
        return f"the values of column {expected.columns[column]!r} are wrong {_how(extra, missing, column)}"
    return (
        f"your result has {_count(len(extra), 'row')} that should not be there, and lacks {_count(len(missing), 'row')}"
    )


def _one_column(extra: list[Row], missing: list[Row]) -> int | None:
    """The one column without which the rows would agree."""
    for i in range(len(extra[0])):
        rest = [[row[:i] + row[i + 1 :] for row in rows] for rows in (extra, missing)]
        if rest[0][0] and not any(difference(*rest)):
            return i
    return 0 if len(extra[0]) == 1 else None


def _how(extra: list[Row], missing: list[Row], column: int) -> str:
    """What is wrong with the values of one column."""
    given, right = [row[column] for row in extra], [row[column] for row in missing]
    place = f"in {_count(len(given), 'row')}"
    if all(isinstance(value, str) for value in given) and all(isinstance(value, int | float) for value in right):
        return f"{place}: text where numbers are expected"
    if None in given and None not in right:
        return f"{place}: NULL where a value is expected"
    if None in right and None not in given:
        return f"{place}: a value where NULL is expected"
    if all(isinstance(value, int | float) for value in given + right):
        if all(float(value).is_integer() for value in given) and not all(float(value).is_integer() for value in right):
            return f"{place}: whole numbers, where digits after the point are expected"
        signs = {value > other for value, other in zip(sorted(given), sorted(right), strict=True)}
        if len(signs) == 1:
            return f"{place}: too {'large' if signs == {True} else 'small'}"
    return place


def _cells(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as a written table, cut off when it is long."""
    rest = len(rows) - ROWS_SHOWN
    text = str(Grid(tuple(columns), list(rows[:ROWS_SHOWN])))
    return "\n" + text + (f"\n... and {_count(rest, 'row')} more" if rest > 0 else "")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def seeks(answer: Any, *, table: str, slow: str, share: float = 0.25, folder: str = "") -> None:
    """Fail unless SQLite's plan for *answer* finds the rows of *table* by an index, with far less work than *slow*.

    The work is counted in SQLite's own steps, so a plan that seeks in name only (a bound that every row meets) fails.
    """
    text, database = text_of(answer), databases.published(folder or databases.only_folder())
    result = run(text, database, limit=100_000)
    steps = plan(database.connection, text)
    told = "\n" + "\n".join(steps)
    scanned = [step for step in steps if step.startswith("SCAN")]
    if scanned:
        raise Failure(
            f"the plan walks through the whole of {table}: {scanned[0]}",
            "SEARCH ... USING INDEX",
            told,
            "WHERE: is the indexed column alone on its side of the comparison?",
        )
    if not any(step.startswith("SEARCH") and "INDEX" in step for step in steps):
        raise Failure(f"the plan does not seek in an index of {table}", "SEARCH ... USING INDEX", told)
    most = read(database.connection, slow, seconds=20).steps * share
    if result.steps > most:
        raise Failure(
            "the plan names an index, but still visits most of the rows",
            f"at most {most:.0f} steps of SQLite's machine",
            f"{result.steps}",
            "the bounds: between them lies too much of the index",
        )
