"""Whether answers of the lesson on features and labels have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbook.check.failure import Failure, show

FEATURES = ("recency_days", "frequency_90", "money_90", "tenure_days", "trend", "open_tickets")
LEARNS = "everything that learns, imputer, scaler and encoder too, is fitted to training rows alone; random_state"
NAMES = "columns are known by their names; those that aren't named don't count"
ALONE = "get_dummies makes columns of what it sees"
HOLE = "what fills a hole was learnt in training, and not from the rows that are asked about"
UNSEEN = "what the encoder does with what it doesn't know; codes are names, not measures"
BLANK = "None, NaN and blanks are the same missing text"
FLOATS = "a column of codes with a hole becomes one of floats: 2.0 is the code 2"
TYPED = "tidying the texts is a step of the pipeline"
USUAL = "one of the usual ones"
_LOOK = {
    "recency_days": "dates by Berlin's calendar; nothing after the day; missing (not 0) if there is no event",
    "frequency_90": "the day itself and the 89 before it, by Berlin's calendar; 0 if there is none; each event once",
    "money_90": "amounts of top_up alone (others are minutes and MB), in the same 90 days; 0 if there is none",
    "tenure_days": "whole days from signed_on to the day, 0 for somebody who signed on that day",
    "trend": "last 30 days less the 30 days before them; missing if tenure_days is below 59",
    "open_tickets": "opened by the end of the day, and not closed by then, whatever happened later; each ticket once",
}


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is missing, or that it stops and why."""
    try:
        said = answer()
    except (NameError, NotImplementedError):
        said = f"still open: solve {exercise} first"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")


def table(frame: Any, columns: Collection[str], what: str) -> pd.DataFrame:
    """A data frame with at least these columns, or a Failure that says what came instead."""
    if type(frame) is not pd.DataFrame:
        raise Failure(what, "a DataFrame", show(frame))
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        look = "customer_id is a column: reset_index()" if missing == ["customer_id"] else ""
        raise Failure(
            f"{what}: the column {missing[0]!r} is missing", show(list(columns)), show(list(frame.columns)), look
        )
    return frame


def _number(value: Any, what: str) -> float:
    """A number, NaN for whatever says that there is none."""
    if value is None or value is pd.NA or value is pd.NaT:
        return math.nan
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()
    if type(value) not in (int, float):
        raise Failure(what, "a number, or missing", show(value))
    return float(value)


def _told(value: float) -> str:
    return "missing" if math.isnan(value) else f"{value:g}"


def _same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return abs(one - other) <= 1e-6


def days_ago(came: Any, moments: pd.Series, expected: Sequence[float], what: str) -> None:
    """Fail unless *came* is a Series of the *expected* numbers, with the index of *moments* (NaN: missing)."""
    if type(came) is not pd.Series:
        raise Failure(what, "a Series", show(came))
    if came.index.tolist() != moments.index.tolist():
        raise Failure(
            f"{what}: the index", show(moments.index.tolist()), show(came.index.tolist()), "one number for each moment"
        )
    for moment, right, value in zip(moments.tolist(), expected, came.tolist(), strict=True):
        told = moment if type(moment) is str else "a missing moment"
        number = _number(value, f"{what}: days ago of {told}")
        if not _same(number, right):
            look = "which date did Berlin's clock show then? count from date to date" if type(moment) is str else ""
            raise Failure(f"{what}: days ago of {told}", _told(right), _told(number), look)


def customers(frame: Any, expected: Collection[int], told: Mapping[int, str], what: str) -> dict[int, int]:
    """Fail unless *frame* has one row for each expected customer, and no other; *told*: who they are. customer -> row."""
    rows: dict[int, int] = {}
    for place, value in enumerate(table(frame, ["customer_id"], what)["customer_id"].tolist()):
        if value in rows:
            raise Failure(
                f"{what}: rows per customer", "one row for each", f"customer {value} twice", "what was joined?"
            )
        if value not in expected:
            who = told.get(value, "somebody who isn't in the table of customers")
            raise Failure(f"{what}: a row too many", f"no row for customer {value}, {who}", "a row")
        rows[value] = place
    lost = [name for name in expected if name not in rows]
    if lost:
        who = told.get(lost[0], USUAL)
        raise Failure(
            f"{what}: {len(lost)} of {len(expected)} customers are lost",
            f"a row for customer {lost[0]}, {who}", "no row", "which join or filter drops customers?",
        )  # fmt: skip
    return rows


def _planted_first(ids: list[Any], values: list[Any], told: Mapping[int, str]) -> list[tuple[Any, Any]]:
    """Pairs of customer and value; those first of whom there is something to say."""
    return sorted(zip(ids, values, strict=True), key=lambda pair: told.get(pair[0], USUAL) == USUAL)


def features(
    frame: Any,
    expected: Mapping[int, Mapping[str, float]],
    told: Mapping[int, str],
    what: str,
    columns: Sequence[str] = FEATURES,
) -> None:
    """Fail unless the named columns hold what is *expected* of each customer who has a row."""
    found = table(frame, ["customer_id", *columns], what)
    ids = found["customer_id"].tolist()
    if not any(name in expected for name in ids) and expected:
        raise Failure(f"{what}: the rows", f"{len(expected)} customers", "none of them")
    for column in columns:
        for name, value in _planted_first(ids, found[column].tolist(), told):
            if name not in expected:
                continue
            who = f"{what}: {column} of customer {name}, {told.get(name, USUAL)}"
            came = _number(value, who)
            if not _same(came, expected[name][column]):
                raise Failure(who, _told(expected[name][column]), _told(came), _LOOK[column])


def labels(frame: Any, expected: Mapping[int, int], told: Mapping[int, str], what: str) -> None:
    """Fail unless ``left`` is 0 or 1 as *expected*, for each customer who has a row."""
    found = table(frame, ["customer_id", "left"], what)
    ids = found["customer_id"].tolist()
    if not any(name in expected for name in ids) and expected:
        raise Failure(f"{what}: the rows", f"{len(expected)} customers", "none of them")
    for name, value in _planted_first(ids, found["left"].tolist(), told):
        if name not in expected:
            continue
        who = f"{what}: left of customer {name}, {told.get(name, USUAL)}"
        came = _number(int(value) if type(value) in (bool, np.bool_) else value, who)
        if not _same(came, expected[name]):
            raise Failure(who, f"{expected[name]}", _told(came))


def part_of(frame: Any, rows: pd.DataFrame, expected: Mapping[tuple[int, str], str], what: str) -> None:
    """Fail unless *frame* holds the *expected* rows and no other; *expected* gives each pair (customer, day) its reason."""
    found = table(frame, list(rows.columns), what)
    pairs = list(zip(found["customer_id"].tolist(), found["day"].astype(str).tolist(), strict=True))
    if len(set(pairs)) < len(pairs):
        raise Failure(f"{what}", "each row once", "a row twice")
    for pair in pairs:
        if expected.get(pair, "no row of the table") != "":
            raise Failure(
                f"{what}: a row of {pair[1]}", "not in this part", "it is", expected.get(pair, "no row of the table")
            )
    lost = sorted({day for (name, day), why in expected.items() if why == "" and (name, day) not in set(pairs)})
    if lost:
        raise Failure(f"{what}: rows of {lost[0]}", "in this part", "missing", "every row that may be used is used")
    _as_they_stand(found, rows, pairs, what)


def _as_they_stand(found: pd.DataFrame, rows: pd.DataFrame, pairs: list[tuple[Any, str]], what: str) -> None:
    """Fail unless each row of *found*, known by its pair of customer and day, holds what it holds in *rows*."""
    keys = zip(rows["customer_id"].tolist(), rows["day"].tolist(), strict=True)
    given = dict(zip(keys, rows.to_dict("records"), strict=True))
    for pair, row in zip(pairs, found[list(rows.columns)].to_dict("records"), strict=True):
        for name, value in row.items():
            if value != given[pair][name]:
                raise Failure(
                    f"{what}: {name!r} of customer {pair[0]} on {pair[1]}", show(given[pair][name]), show(value),
                    "rows of `rows`, as they stand there: days are texts",
                )  # fmt: skip


def chances(model: Any, frame: pd.DataFrame, what: str) -> Any:
    """The chance of leaving of each row, or a Failure that says what ``predict_proba`` gave instead."""
    came = model.predict_proba(frame.copy())
    if type(came) is not np.ndarray or came.shape != (len(frame), 2):
        raise Failure(f"predict_proba, {what}", f"an array of shape ({len(frame)}, 2)", show(came))
    if not (np.isfinite(came).all() and (came >= -1e-9).all() and np.allclose(came.sum(axis=1), 1, atol=1e-6)):
        raise Failure(
            f"predict_proba, {what}", "chances from 0 to 1 that add up to 1 in each row", show(came[0].tolist())
        )
    return came[:, 1]


def same_chances(first: Any, second: Any, what: str, look: str = "") -> None:
    """Fail unless two arrays of chances are the same."""
    apart = np.flatnonzero(np.abs(first - second) > 1e-5)
    if len(apart):
        row = int(apart[0])
        raise Failure(
            f"{what}: the chances of {len(apart)} of {len(first)} rows change",
            f"{first[row]:.4f} both times, in row {row}", f"{first[row]:.4f} and {second[row]:.4f}", look,
        )  # fmt: skip


def twins(model: Any, pairs: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]], look: str = "") -> None:
    """Fail unless the model says the same of each row and of its like, in each pair of frames; all are asked at once."""
    told = chances(
        model, pd.concat([frame for pair in pairs.values() for frame in pair], ignore_index=True), next(iter(pairs))
    )
    begin = 0
    for what, (one, other) in pairs.items():
        middle, end = begin + len(one), begin + len(one) + len(other)
        same_chances(told[begin:middle], told[middle:end], what, look)
        begin = end


def one_by_one(model: Any, frame: pd.DataFrame, what: str) -> Any:
    """The chance of each row, asked alone."""
    rows = [frame.iloc[[place]] for place in range(len(frame))]
    return np.array([float(chances(model, row, f"a row alone, {what}")[0]) for row in rows])


def ranks(told: Any, left: Sequence[int], least: float, what: str) -> None:
    """Fail unless leavers have higher chances than others: in at least the share *least* of all pairs of one of each."""
    gone = np.asarray(left) == 1
    higher = np.sign(told[gone][:, None] - told[~gone][None, :])
    share = float((higher.mean() + 1) / 2)
    if share < least:
        raise Failure(
            f"{what}: pairs of a leaver and a stayer in which the leaver has the higher chance",
            f"at least {least:.2f} of them (0.50 is a coin)", f"{share:.2f}",
        )  # fmt: skip
