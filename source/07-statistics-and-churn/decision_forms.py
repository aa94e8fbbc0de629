"""Whether the answers of lesson 6 have their form and hold what a test expects; nothing here computes what is asked for."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbook import check
from workbook.check.failure import Failure, show
from workbook.check.values import MAPPINGS

MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")


def number(value: Any, what: str) -> float:
    """A finite number, or a Failure that says what came instead."""
    if type(value).__module__.partition(".")[0] == "numpy" and hasattr(value, "item"):
        value = value.item()
    if type(value) not in (int, float) or not math.isfinite(value):
        raise Failure(what, "a number", show(value))
    return float(value)


def entries(report: Any, expected: Mapping[str, Any], what: str, look: str = "", only: bool = False) -> None:
    """Fail unless the dict *report* has these values under these keys; with *only* there are no others."""
    if type(report) not in MAPPINGS:
        raise Failure(what, "a dict", show(report))
    if only and set(report) != set(expected):
        raise Failure(f"the keys of {what}", show(sorted(expected)), show(sorted(map(str, report))))
    for key, value in expected.items():
        if key not in report:
            raise Failure(f"{what}: the entry {key!r} is missing", f"the entry {key!r}", show(list(report)))
        check.close(report[key], value, f"{key!r} of {what}", rtol=1e-6, atol=1e-9, dtype="any", look=look)


def calls(value: Any, euros: Sequence[float], most: int, what: str) -> None:
    """Fail unless *value* is a whole number of calls that brings as much as the best of *euros* (for 0, 1, 2… calls)."""
    came = number(value, what)
    limit = min(most, len(euros) - 1)
    if came != int(came) or not 0 <= came <= limit:
        raise Failure(what, f"a whole number of calls from 0 to {limit}", show(value))
    best = max(euros[: limit + 1])
    if euros[int(came)] < best - 1e-6:
        raise Failure(
            what, f"a number of calls that brings {best:.2f} euros", f"{int(came)} calls, which bring {euros[int(came)]:.2f} euros",
            "try every number from 0 on: after a fall the euros may rise again",
        )  # fmt: skip


def table(answer: Any, expected: Sequence[tuple[int, float, float]], what: str) -> None:
    """Fail unless the frame has the columns n, forecast, left with these rows."""
    if type(answer) is not pd.DataFrame:
        raise Failure(what, "a DataFrame", show(answer))
    names = ["n", "forecast", "left"]
    if sorted(map(str, answer.columns)) != sorted(names):
        raise Failure(f"the columns of {what}", show(names), show([str(name) for name in answer.columns]))
    sizes = [int(n) for n, _, _ in expected]
    came = [number(value, f"n of {what}") for value in answer["n"].tolist()]
    if came != sizes:
        look = "equal forecasts share a group, an empty group has no row, and the lowest forecasts come first"
        raise Failure(f"the sizes of the groups in {what}", show(sizes), show([int(n) for n in came]), look)
    for place, name in ((1, "forecast"), (2, "left")):
        values = [number(value, f"{name} of {what}") for value in answer[name].tolist()]
        look = "the mean score of the group" if name == "forecast" else "the share of the group that left"
        check.close(
            values,
            [float(row[place]) for row in expected],
            f"column {name!r} of {what}",
            rtol=1e-6,
            atol=1e-9,
            look=look,
        )


def forecasts(answer: Any, scores: Sequence[float], what: str) -> np.ndarray:
    """The mended forecasts as an array: one for each of *scores*, from 0 to 1, and in no other order than these."""
    values = answer.tolist() if hasattr(answer, "tolist") else answer
    if type(values) not in (list, tuple):
        raise Failure(what, "an array, a series or a list of numbers", show(answer))
    if len(values) != len(scores):
        raise Failure(what, f"{len(scores)} forecasts, one for each test row", f"{len(values)}")
    mended = np.array([number(value, f"a forecast of {what}") for value in values])
    if mended.min() < 0 or mended.max() > 1:
        raise Failure(what, "forecasts from 0 to 1", f"from {mended.min():.4g} to {mended.max():.4g}")
    order = np.lexsort((mended, np.asarray(scores, float)))
    lower, higher = mended[order][:-1], mended[order][1:]
    apart = np.diff(np.asarray(scores, float)[order]) > 0
    if (apart & (higher < lower - 1e-9)).any():
        raise Failure(
            what, "whoever has the higher score gets no lower forecast", "a pair the other way round",
            "the forecasts stand in the order of the test rows; a higher score means more leavers",
        )  # fmt: skip
    return mended


class Asked:
    """A model that remembers what it was asked: hand ``asked`` to the answer as its ``predict``."""

    def __init__(self, chance: Callable[[pd.DataFrame], np.ndarray], test: pd.DataFrame) -> None:
        self.chance, self.test = chance, test
        self.frames: list[pd.DataFrame] = []

    def asked(self, features: pd.DataFrame) -> np.ndarray:
        """The chance of every row of *features*, which is kept."""
        if type(features) is not pd.DataFrame:
            raise Failure("what predict was given", "a DataFrame of the columns of the features", show(features))
        lacking = [name for name in self.test.columns if name not in features.columns]
        strangers = [str(name) for name in features.columns if name not in self.test.columns]
        if lacking or strangers:
            said = [f"without {name!r}" for name in lacking[:2]] + [f"with {name!r}" for name in strangers[:2]]
            raise Failure("the columns that predict was given", "those of the features, each once", ", ".join(said))
        if list(features.columns) != list(self.test.columns):
            expected, came = show(list(self.test.columns)), show(list(features.columns))
            raise Failure("the columns that predict was given", f"in the table's order: {expected}", came)
        self.frames.append(features[list(self.test.columns)].reset_index(drop=True))
        return np.asarray(self.chance(features), float)


def names_of(report: Any, groups: Sequence[tuple[str, ...]], what: str) -> None:
    """Fail unless *report* is a dict with these groups of columns as keys, and its values fall."""
    if type(report) not in MAPPINGS:
        raise Failure(what, "a dict", show(report))
    if set(report) != set(groups):
        look = "a key is a tuple of the names in the table's order, of a single column too: ('fee',)"
        raise Failure(f"the keys of {what}", show(sorted(groups)), show(sorted(report, key=str)), look)
    rises = [number(value, f"a rise in {what}") for value in report.values()]
    if any(later > earlier + 1e-12 for earlier, later in itertools.pairwise(rises)):
        raise Failure(f"the order of {what}", "the largest rise first", f"{[round(rise, 4) for rise in rises]}")


@check.beside
def rows_after(function: Callable[..., Any], rows: pd.DataFrame) -> pd.DataFrame:
    """What *rows* hold after importance has been asked about them, with a model that says the same of everybody."""
    function(lambda features: np.full(len(features), 0.5), rows, 0.9, 2, 1)
    return rows


def agrees(
    numbers: Any, known: Mapping[str, tuple[float, float]], pays: set[int], first: set[str], advised: str
) -> None:
    """Fail unless the numbers of the half page lie in the ranges *known*, and name calls that pay, the *first* columns and the advice."""
    if type(numbers) not in MAPPINGS:
        raise Failure("numbers", "a dict", show(numbers))
    for key in (*known, "pays", "first", "advice"):
        if key not in numbers:
            raise Failure(f"numbers: the entry {key!r} is missing", f"the entry {key!r}", show(list(numbers)))
    for key, (low, high) in known.items():
        value = number(numbers[key], f"{key} of numbers")
        if not low <= value <= high:
            raise Failure(
                f"{key} contradicts the notebook", "what your own functions came to, rounded as the table says",
                f"{value:.6g}", "the cell before this exercise prints it",
            )  # fmt: skip
    if number(numbers["pays"], "pays of numbers") not in pays:
        raise Failure("pays contradicts the notebook", "the calls that pay on the hold rows", show(numbers["pays"]))
    columns = numbers["first"]
    if type(columns) not in (tuple, list, set) or set(columns) != first or len(columns) != len(first):
        raise Failure("first contradicts the notebook", "the columns of the group with the largest rise", show(columns))
    if numbers["advice"] != advised:
        raise Failure("advice contradicts the numbers", "what the rule says of them", show(numbers["advice"]))


def advised(value: Any, expected: str, why: str, what: str) -> None:
    """Fail unless *value* is the advice *expected*; *why* it is."""
    if type(value) is not str or value != expected:
        raise Failure(f"advice on {what}", f"{expected!r}: {why}", show(value))
