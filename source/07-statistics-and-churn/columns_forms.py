"""What tests of the lesson on columns read in an answer, with a message when it isn't what was asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from workbook.check.failure import Failure, show
from workbook.check.observers import beside
from workbook.check.values import MAPPINGS, Tolerance, difference, is_missing

NEAR = Tolerance(1e-9, 1e-9, "any")


@beside
def watched(function: Callable[..., Any], *arguments: Any) -> tuple[Any, tuple[Any, ...]]:
    """What ``function(*arguments)`` returns, and the arguments as they are afterwards."""
    result = function(*arguments)
    return result, arguments


def called(function: Callable[..., Any], *arguments: Any, what: str) -> Any:
    """The answer to copies of *arguments*; a Failure if it changed one of them."""
    result, after = watched(function, *[_copy(argument) for argument in arguments])
    for before, now in zip(arguments, after, strict=True):
        pairs = [(before[name], now.get(name)) for name in before] if type(before) is dict else [(before, now)]
        if any(difference(new, old) is not None for old, new in pairs):
            raise Failure(
                f"{what}: the input has changed", "the caller's frame as it was", "another one", "work on a copy"
            )
    return result


def _copy(value: Any) -> Any:
    if type(value) is dict:
        return {name: _copy(item) for name, item in value.items()}
    return value.copy() if isinstance(value, pd.DataFrame) else value


def frame(answer: Any, columns: list[str], what: str) -> pd.DataFrame:
    """A data frame that has these columns."""
    if type(answer) is not pd.DataFrame:
        raise Failure(what, "a DataFrame", show(answer))
    lacking = [name for name in columns if name not in answer.columns]
    if lacking:
        raise Failure(f"{what}: a column is missing", f"the columns {columns}", f"the columns {list(answer.columns)}")
    return answer


def profile(answer: Any, expected: list[tuple[Any, ...]], parts: list[str], what: str, facts: dict[str, str]) -> None:
    """Compare *parts* of a profile; *expected* has (column, kind, missing, disguised, distinct, share) a row."""
    names = ["column", "kind", "missing", "disguised", "distinct", "share"]
    got = frame(answer, names, what)
    wanted = [row[0] for row in expected]
    if got["column"].tolist() != wanted:
        raise Failure(
            f"{what}: the column named column",
            f"one row a column, in the frame's order: {wanted}",
            show(got["column"].tolist()),
        )
    for position, row in enumerate(expected):
        for name, right in zip(names[1:], row[1:], strict=True):
            came = got[name].iloc[position]
            if name in parts and (type(came) is bool or difference(came, right, NEAR) is not None):
                raise Failure(f"{what}: {name} of {row[0]}", show(right), show(came), facts.get(row[0], ""))


def violations(
    answer: Any, expected: list[tuple[str, int]], rules: list[str], what: str, facts: Callable[[str, int], str]
) -> None:
    """Compare pairs of rule and row, in their order; *rules* are those looked at."""
    got = frame(answer, ["rule", "row"], what)
    pairs = [(rule, row) for rule, row in zip(got["rule"].tolist(), got["row"].tolist(), strict=True) if rule in rules]
    wanted = [pair for pair in expected if pair[0] in rules]
    for rule in rules:
        own = [row for name, row in pairs if name == rule]
        right = [row for name, row in wanted if name == rule]
        if any(isinstance(row, bool) or not isinstance(row, (int, float)) for row in own):
            raise Failure(f"{what}: row of rule {rule!r}", "positions, counted from 0", show(own))
        for row in right:
            if own.count(row) != 1:
                raise Failure(
                    f"{what}: rule {rule!r}, row {row}: {facts(rule, row)}",
                    "a violation, listed once",
                    f"listed {own.count(row)} times",
                )
        for row in own:
            if row not in right:
                raise Failure(
                    f"{what}: rule {rule!r}, row {show(row)}: {facts(rule, int(row))}", "no violation", "listed"
                )
    if pairs != wanted:
        raise Failure(f"{what}: the order", f"by rule as in `rules`, then by row: {show(wanted)}", show(pairs))


def column(answer: Any, name: str, expected: list[Any], told: list[str], what: str) -> None:
    """Compare one column, value by value; *told* says of each row what it was made from. None: missing."""
    got = frame(answer, [name], what)
    if len(got) != len(expected):
        raise Failure(f"{what}: number of rows", str(len(expected)), str(len(got)))
    for position, (came, right) in enumerate(zip(got[name].tolist(), expected, strict=True)):
        same = is_missing(came) if right is None else _same(came, right)
        if not same:
            shown = "a missing value" if right is None else show(right)
            raise Failure(
                f"{what}: {name} of row {position}, {told[position]}",
                shown,
                "a missing value" if is_missing(came) else show(came),
            )


def _same(came: Any, right: Any) -> bool:
    if isinstance(right, pd.Timestamp):
        return isinstance(came, pd.Timestamp) and came == right
    if isinstance(right, float):
        return type(came) in (int, float) and math.isclose(came, right, rel_tol=1e-9, abs_tol=1e-9)
    return difference(came, right) is None


def _pair(answer: Any, what: str, of: str) -> tuple[Any, Any]:
    if type(answer) not in (tuple, list) or len(answer) != 2:
        raise Failure(what, f"a pair {of}", show(answer))
    return answer[0], answer[1]


def last_records(answer: Any, records: pd.DataFrame, kept: list[int], what: str) -> None:
    """Compare (kept, dropped) with the rows of *records* at the positions *kept*."""
    came, dropped = _pair(answer, what, "(kept, dropped)")
    expected = records.iloc[kept].reset_index(drop=True)
    told = [f"the row of {expected.iloc[row].tolist()}" for row in range(len(expected))]
    for name in records.columns:
        column(came, name, expected[name].tolist(), told, f"{what}: kept")
    _same_shape(came, list(records.columns), list(range(len(kept))), f"{what}: kept")
    if type(dropped) is bool or difference(dropped, len(records) - len(kept)) is not None:
        raise Failure(f"{what}: dropped", str(len(records) - len(kept)), show(dropped))


def _same_shape(came: pd.DataFrame, columns: list[str], index: list[Any], what: str) -> None:
    if list(came.columns) != columns:
        raise Failure(f"{what}: the columns", str(columns), str(list(came.columns)))
    if came.index.tolist() != index:
        raise Failure(f"{what}: the index", show(index), show(came.index.tolist()))


def cleaned(
    answer: Any, bills: pd.DataFrame, expected: dict[str, list[Any]], told: dict[str, list[str]], what: str
) -> None:
    """Compare the clean frame of (clean, protocol), column by column."""
    came, _ = _pair(answer, what, "(clean, protocol)")
    for name, values in expected.items():
        column(came, name, values, told[name], what)
    _same_shape(came, list(bills.columns), bills.index.tolist(), what)
    for name, kind, word in (
        ("amount", "f", "numbers"),
        ("paid_on", "M", "timestamps"),
        ("days_late", "fi", "numbers"),
    ):
        if len(came) and came[name].dtype.kind not in kind:
            raise Failure(f"{what}: {name}", f"a column of {word}", f"dtype {came[name].dtype}")


def protocol(answer: Any, expected: dict[str, int], what: str) -> None:
    """Compare the protocol of (clean, protocol): a dict with these keys and no other."""
    answer = _pair(answer, what, "(clean, protocol)")[1]
    if type(answer) not in MAPPINGS:
        raise Failure(what, "a dict", show(answer))
    for key, right in expected.items():
        if key not in answer:
            raise Failure(
                f"{what}: the entry {key!r} is missing", f"the entry {key!r}, even if it is 0", show(list(answer))
            )
        if type(answer[key]) is bool or difference(answer[key], right) is not None:
            raise Failure(f"{what}: {key!r}", show(right), show(answer[key]))
    extra = [key for key in answer if key not in expected]
    if extra:
        raise Failure(f"{what}: an entry too many", show(list(expected)), show(extra[0]))


def number_and_method(answer: Any, expected: dict[str, float], what: str) -> None:
    """A pair of a method and its value; *expected* has the methods that serve, each with its value."""
    if type(answer) not in (tuple, list) or len(answer) != 2:
        raise Failure(what, "a pair (method, value)", show(answer))
    method, value = answer
    if type(method) is not str or method not in expected:
        raise Failure(
            f"{what}: the method",
            "another one",
            show(method),
            "what is asked: one case, all together, or like with like?",
        )
    if isinstance(value, bool) or difference(value, expected[method], Tolerance(1e-9, 1e-9, "any")) is not None:
        raise Failure(
            f"{what}: the value by {method!r}",
            f"{expected[method]:.6g}",
            f"{value:.6g}" if type(value) is float else show(value),
        )


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except (NameError, NotImplementedError):
        said = f"still open: solve {exercise} first"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
