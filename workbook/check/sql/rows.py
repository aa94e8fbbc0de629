"""Comparing the rows of a query with those expected, and telling in one sentence how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from workbook.check.failure import Failure
from workbook.check.sql.databases import Database, Grid, shown
from workbook.check.sql.sqlite import Row, Rows

FLOAT_TOLERANCE = 1e-6
ROWS_SHOWN = 12
YOURS = "your result"


class WrongRows(Failure):
    """The query runs, and its rows or their order are wrong."""


def compare(
    result: Rows,
    expected: Rows,
    database: Database,
    *,
    order: Sequence[str] = (),
    look: str = "",
    open_book: bool = False,
    whose: str = YOURS,
) -> None:
    """Fail unless the rows are the same as a multiset, and in the same sequence as far as *order* names columns.

    With *open_book* the message shows all the rows, otherwise some of those that differ. *whose* is what it says of them.
    """
    kind = database.kind
    same_columns(result.columns, expected.columns, kind)
    extra, missing = difference(result.rows, expected.rows)
    whole = (cells(expected.columns, expected.rows), cells(result.columns, result.rows))
    if extra or missing:
        sentence = _explain(extra, missing, result, expected, whose)
        part = (
            cells(expected.columns, missing[:3]) if missing else "none of the rows that are too many",
            cells(result.columns, extra[:3]) if extra else "none of the rows that are missing",
        )
        raise WrongRows(f"on {kind}, {sentence}", *(whole if open_book else part), look)
    places = [expected.columns.index(name) for name in order]
    for number, (row, right) in enumerate(zip(result.rows, expected.rows, strict=True), start=1):
        if any(not _near(row[i], right[i]) for i in places):
            part = (cells(expected.columns, [right]), cells(result.columns, [row]))
            raise WrongRows(
                f"on {kind}, the rows are right but their order is not: row {number} is not the one that belongs there",
                *(whole if open_book else part),
                look,
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
    left = Counter(map(key_of, others))
    rest = []
    for row in rows:
        key = key_of(row)
        if left[key] > 0:
            left[key] -= 1
        else:
            rest.append(row)
    return rest


def key_of(row: Row) -> tuple[Any, ...]:
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


def same_columns(columns: tuple[str, ...], expected: tuple[str, ...], kind: str) -> None:
    """Fail unless the names agree, capital letters aside."""
    given, wanted = [name.lower() for name in columns], [name.lower() for name in expected]
    if given == wanted:
        return
    if len(given) != len(wanted):
        checked = f"your result has {count_of(len(given), 'column')}, asked for are {len(wanted)}"
    elif sorted(given) == sorted(wanted):
        checked = "the columns are the right ones, but not in the order asked for"
    else:
        at = next(i for i, (name, right) in enumerate(zip(given, wanted, strict=True)) if name != right)
        checked = f"column {at + 1} is called {columns[at]!r}, not {expected[at]!r}"
    raise Failure(checked, ", ".join(expected), ", ".join(columns), "the list after SELECT, and AS")


def wrong_number(result: Rows, count: int, database: Database, look: str) -> None:
    apart = len(result.rows) - count
    word = "more" if apart > 0 else "fewer"
    raise Failure(
        f"on {database.kind}, your result has {count_of(abs(apart), 'row')} {word} than it should",
        count_of(count, "row"),
        count_of(len(result.rows), "row"),
        look,
    )


def _explain(extra: list[Row], missing: list[Row], result: Rows, expected: Rows, whose: str) -> str:
    """In one sentence, how a result differs."""
    if not result.rows:
        return f"{whose} is empty; {count_of(len(expected.rows), 'row')} should be there"
    if not expected.rows:
        return (
            f"the right result is empty; {'yours' if whose == YOURS else whose} has {count_of(len(result.rows), 'row')}"
        )
    if not missing:
        known = set(map(key_of, expected.rows))
        copies = all(key_of(row) in known for row in extra)
        why = ": copies of rows that belong there once" if copies else " than it should"
        return f"{whose} has {count_of(len(extra), 'row')} more{why}"
    if not extra:
        known = set(map(key_of, result.rows))
        why = (
            ": it drops copies of rows that it has"
            if all(key_of(row) in known for row in missing)
            else " than it should"
        )
        return f"{whose} has {count_of(len(missing), 'row')} fewer{why}"
    if Counter(tuple(map(shown, row)) for row in extra) == Counter(tuple(map(shown, row)) for row in missing):
        return f"{count_of(len(extra), 'row')} look right, but hold text where numbers are expected, or numbers where text is"
    if len(extra) == len(missing) and (column := _one_column(extra, missing)) is not None:
        return f"the values of column {expected.columns[column]!r} are wrong {_how(extra, missing, column)}"
    return (
        f"{whose} has {count_of(len(extra), 'row')} that should not be there, and lacks {count_of(len(missing), 'row')}"
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
    place = f"in {count_of(len(given), 'row')}"
    if all(isinstance(value, str) for value in given) and all(isinstance(value, int | float) for value in right):
        return f"{place}: text where numbers are expected"
    if None in given and None not in right:
        return f"{place}: NULL where a value is expected"
    if None in right and None not in given:
        return f"{place}: a value where NULL is expected"
    if all(isinstance(value, int | float) for value in given + right):
        broken = not all(float(value).is_integer() for value in right)
        if broken and all(isinstance(value, int) for value in given):
            return f"{place}: whole numbers, where digits after the point are expected"
        if broken and all(_rounded(value, other) for value, other in zip(sorted(given), sorted(right), strict=True)):
            return f"{place}: rounded, where all digits are expected"
        signs = {value > other for value, other in zip(sorted(given), sorted(right), strict=True)}
        if len(signs) == 1:
            return f"{place}: too {'large' if signs == {True} else 'small'}"
    return place


def _rounded(value: float, exact: float) -> bool:
    """Whether *value* is *exact* to a few digits; a half may go either way, as SQLite and Python round it differently."""
    return any(
        abs(value - round(value, digits)) < 1e-9 and abs(value - exact) < 0.5 * 10**-digits + 1e-9
        for digits in range(5)
    )


def cells(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as a written table, cut off when it is long."""
    rest = len(rows) - ROWS_SHOWN
    text = str(Grid(tuple(columns), list(rows[:ROWS_SHOWN])))
    return "\n" + text + (f"\n... and {count_of(rest, 'row')} more" if rest > 0 else "")


def count_of(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
