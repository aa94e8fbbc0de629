"""Whether the answers of lesson 6 have their form and hold what a test expects; nothing here computes what is asked for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook import check
from workbook.check.failure import Failure, show
from workbook.check.values import MAPPINGS

__all__ = ["after", "asked", "change", "check_form", "curve", "entries", "found", "settle", "unchanged"]

Floats = NDArray[np.float64]
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


def _plain(value: Any) -> Any:
    """A number of NumPy's as one of Python's."""
    if type(value).__module__.partition(".")[0] == "numpy" and getattr(value, "ndim", None) == 0:
        return value.item()
    return value


def number(value: Any, what: str) -> float:
    """A finite number, or a Failure that says what came instead."""
    value = _plain(value)
    if type(value) not in (int, float) or not math.isfinite(value):
        raise Failure(what, "a number", show(value))
    return float(value)


def asked(model: Callable[[pd.DataFrame], Floats], columns: Sequence[str]) -> Callable[[pd.DataFrame], Floats]:
    """The *model* as an answer meets it: it takes a frame that has all *columns*, whole numbers or not, and no strangers."""

    def predict(frame: pd.DataFrame) -> Floats:
        if not hasattr(frame, "columns"):
            raise Failure("what predict was given", "a DataFrame", show(frame))
        lacking = [name for name in columns if name not in frame.columns]
        strangers = [str(name) for name in frame.columns if name not in columns]
        if lacking or strangers:
            said = [f"without {name!r}" for name in lacking[:2]] + [f"with {name!r}" for name in strangers[:2]]
            raise Failure("the columns that predict was given", "those of the rows, each once", ", ".join(said))
        if frame.isna().to_numpy().any():
            raise Failure("what predict was given", "numbers", "a missing value")
        return np.asarray(model(frame), float)

    return predict


def curve(answer: Any, expected: Sequence[float], what: str, look: str = "") -> None:
    """Fail unless *answer* is a list, a tuple, an array or a series of these numbers."""
    values = answer.tolist() if hasattr(answer, "tolist") else answer
    if type(values) not in (list, tuple):
        raise Failure(what, "a list of numbers", show(answer))
    if len(values) != len(expected):
        raise Failure(f"the length of {what}", str(len(expected)), str(len(values)))
    came = [number(value, f"a value of {what}") for value in values]
    check.close(came, [float(one) for one in expected], what, rtol=1e-7, atol=1e-9, dtype="any", look=look)


def entries(report: Any, expected: Mapping[str, Any], keys: set[str], what: str, look: str = "") -> None:
    """Fail unless the dict *report* has exactly *keys*, and these values."""
    if type(report) not in MAPPINGS:
        raise Failure(what, "a dict", show(report))
    if set(report) != keys:
        raise Failure(f"the keys of {what}", show(sorted(keys)), show(sorted(map(str, report))))
    for key, value in expected.items():
        came, called = _plain(report[key]), f"{key!r} of {what}"
        if isinstance(value, bool | str):
            if type(came) is not type(value) or came != value:
                raise Failure(called, show(value), show(came), look)
        else:
            check.close(number(came, called), float(value), called, rtol=1e-7, atol=1e-9, dtype="any", look=look)


def found(answer: Any, expected: Mapping[str, list[str]], what: str, look: Mapping[str, str] | None = None) -> None:
    """Fail unless *answer* gives each model these leaking features."""
    if type(answer) not in MAPPINGS:
        raise Failure(what, "a dict", show(answer))
    if set(answer) != set(expected):
        raise Failure(f"the keys of {what}", show(sorted(expected)), show(sorted(map(str, answer))))
    for name, leaking in expected.items():
        came = answer[name]
        if type(came) not in (list, tuple):
            raise Failure(f"{name!r} in {what}", "a list of features", show(came))
        if [str(one) for one in came] != leaking:
            raise Failure(f"{name!r} in {what}", show(leaking), show(list(came)), (look or {}).get(name, ""))


def change(
    answer: Any,
    row: Mapping[str, float],
    rules: Mapping[str, Mapping[str, Any]],
    chance: Callable[[pd.DataFrame], Floats],
    limit: float,
    best: float | None,
    what: str,
) -> None:
    """Fail unless *answer* is an allowed change that reaches the *limit* at the cost *best*, or None where there is no *best*."""
    if best is None or answer is None:
        if best is None and answer is None:
            return
        raise Failure(what, "None: no allowed change reaches the limit" if best is None else f"a change that costs {best:g}", show(answer))  # fmt: skip
    if type(answer) not in MAPPINGS:
        raise Failure(what, "a dict of what changes, or None", show(answer))
    for name, value in answer.items():
        _allowed(name, value, row, rules, what)
    made = {name: float(answer.get(name, value)) for name, value in row.items()}
    reached = float(chance(pd.DataFrame([made]))[0])
    if reached < limit:
        raise Failure(what, f"a change with which the chance is at least {limit:.6g}", f"{show(answer)}, with which it is {reached:.6g}")  # fmt: skip
    paid = sum(rules[name]["cost"] * abs(float(value) - row[name]) for name, value in answer.items())
    if abs(paid - best) > 1e-9:
        raise Failure(
            what,
            f"a change that costs {best:g}",
            f"{show(answer)}, which costs {paid:g}",
            "cost times how far, added up",
        )


def _allowed(
    name: Any, value: Any, row: Mapping[str, float], rules: Mapping[str, Mapping[str, Any]], what: str
) -> None:
    """Fail unless *name* may get *value*."""
    if name not in rules:
        raise Failure(f"what changes in {what}", f"names among {show(list(rules))}", show(name))
    rule, own = rules[name], row[name]
    new = number(value, f"{name!r} in {what}")
    if rule["way"] == "fixed":
        raise Failure(f"{name!r} in {what}", "no change: it is fixed", f"{own:g} becomes {new:g}")
    if new == own:
        raise Failure(f"{name!r} in {what}", "only what changes", f"{own:g}, which it is already")
    if new not in rule["choices"]:
        raise Failure(f"{name!r} in {what}", f"one of {show(rule['choices'])}", f"{new:g}")
    if (rule["way"] == "up" and new < own) or (rule["way"] == "down" and new > own):
        raise Failure(f"{name!r} in {what}", f"it may only go {rule['way']}", f"{own:g} becomes {new:g}")


def _rowwise(frame: pd.DataFrame) -> Floats:
    """A model for watching what becomes of the arguments; how it decides doesn't matter."""
    return np.asarray(frame.to_numpy(float).sum(axis=1) % 1.0)


@check.beside
def after(function: Callable[..., Any], args: list[Any]) -> list[Any]:
    """What *args* hold after ``function(a model, *args)``."""
    function(_rowwise, *args)
    return args


def unchanged(function: Callable[..., Any], before: list[Any], again: list[Any], what: str) -> None:
    """Fail if the call writes into its arguments; *before* and *again* are equal, and two objects."""
    for one, other in zip(after(function, again), before, strict=True):
        same = one.equals(other) and list(one.index) == list(other.index) if hasattr(other, "equals") else one == other
        if not same:
            raise Failure(f"an argument of {what} after the call", "as it was", "changed", "work on a copy")


def check_form(letter: Mapping[str, Any], worked_out: Mapping[str, Any]) -> str:
    """Which entries of the form agree with what the notebook has worked out, in words; numbers as exactly as they are given."""
    said = []
    for key, value in worked_out.items():
        given = letter.get(key)
        if given is None:
            said.append(f"{key}: still empty")
        elif isinstance(value, float):
            places = len(str(given).partition(".")[2])
            near = isinstance(given, int | float) and places >= 2 and abs(given - value) <= 0.5001 * 10.0**-places
            said.append(
                f"{key}: agrees" if near else f"{key}: {given!r} contradicts the notebook (give at least two places)"
            )
        else:
            said.append(f"{key}: agrees" if given == value else f"{key}: {given!r} contradicts the notebook")
    return "\n    ".join(said)
