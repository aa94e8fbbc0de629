"""Reading plain data of an answer in unit 04, with a message when it isn't what was asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from workbook.check.failure import Failure, show


def number(value: Any, what: str, *, look: str = "") -> float:
    """A finite number, or a Failure that says what came instead."""
    if type(value).__module__.partition(".")[0] in {"numpy", "torch"} and hasattr(value, "item"):
        value = value.item()
    if type(value) in (Fraction, Decimal):
        value = float(value)
    if type(value) is bool or type(value) not in (int, float) or math.isnan(value):
        raise Failure(what, "a number", show(value), look)
    return float(value)


def flag(value: Any, what: str) -> bool:
    """A truth value."""
    if type(value).__module__.partition(".")[0] == "numpy" and hasattr(value, "item"):
        value = value.item()
    if type(value) is not bool:
        raise Failure(what, "True or False", show(value))
    return value


def mapping(value: Any, what: str, asked: str = "a dict", look: str = "") -> dict[Any, Any]:
    """The entries of a dict; a Counter, a defaultdict and the like are dicts, too."""
    if not isinstance(value, dict):
        raise Failure(what, asked, show(value), look)
    return dict(value)


def entry(answer: Any, key: str, what: str) -> Any:
    """``answer[key]`` of a dict."""
    found = mapping(answer, what)
    if key not in found:
        raise Failure(f"{what}: the entry {key!r} is missing", f"the entry {key!r}", show(list(found)))
    return found[key]


def names(value: Any, what: str, *, allowed: set[str] | None = None) -> list[str]:
    """A list (tuple, set) of different names, each of them allowed."""
    if type(value).__module__.partition(".")[0] in {"numpy", "pandas"} and hasattr(value, "tolist"):
        value = value.tolist()
    if type(value) not in (list, tuple, set, frozenset):
        raise Failure(what, "a list of names", show(value))
    found = list(value)
    if not all(isinstance(name, str) for name in found):
        raise Failure(what, "a list of names (str)", show(found))
    if len(set(found)) != len(found):
        raise Failure(what, "every name once", "a name twice")
    unknown = [name for name in found if allowed is not None and name not in allowed]
    if unknown:
        raise Failure(what, "names from the data", f"{unknown[0]!r}, which isn't there")
    return found


def near(actual: float, expected: float, *, rtol: float = 1e-6, atol: float = 1e-6) -> bool:
    """Whether two numbers agree."""
    if math.isinf(expected) or math.isinf(actual):
        return actual == expected
    return abs(actual - expected) <= atol + rtol * abs(expected)


def agree(actual: Any, expected: float, what: str, *, atol: float = 1e-6, rtol: float = 1e-6, look: str = "") -> None:
    """Fail unless *actual* is a number near *expected*."""
    value = number(actual, what, look=look)
    if not near(value, expected, rtol=rtol, atol=atol):
        places = next((digits for digits in range(2, 7) if value == round(expected, digits) != 0), 0)
        look = f"right to {places} places: don't round" if places else look
        raise Failure(what, f"{expected:.6g}", f"{value:.6g}", look)


def entries(answer: Any, expected: Mapping[str, float], what: str, kind: str, *, look: str = "") -> None:
    """Fail unless the dict *answer* has these numbers under these keys; further keys don't matter."""
    for name, value in expected.items():
        agree(entry(answer, name, f"{what} on {kind}"), value, f"{name} on {kind}", look=look)
