"""Comparing plain data: numbers, text, containers, arrays, tensors, series and data frames.

Types are compared exactly, since an object that claims to be equal to everything must not pass. NumPy, torch
and pandas are only looked at when the notebook has imported them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbook.check.failure import Failure, named_type, show


@dataclass(frozen=True)
class Tolerance:
    """How far two numbers may lie apart: ``atol + rtol * |expected|``."""

    rtol: float = 0.0
    atol: float = 0.0

    def accepts(self, actual: complex, expected: complex) -> bool:
        """Whether *actual* is near enough. NaN is near NaN, and an infinity near itself."""
        if actual == expected:
            return True
        if actual != actual or expected != expected:
            return actual != actual and expected != expected
        if math.isinf(abs(actual)) or math.isinf(abs(expected)):
            return False
        return abs(actual - expected) <= self.atol + self.rtol * abs(expected)


EXACT = Tolerance()


@dataclass(frozen=True)
class Difference:
    """Where two values part, and how."""

    place: str
    expected: str
    actual: str

    def at(self, step: str) -> Difference:
        """The same difference, seen from one container further out."""
        return Difference(step + self.place, self.expected, self.actual)


def equal(actual: Any, expected: Any, what: str = "the value", *, look: str = "") -> None:
    """Fail unless *actual* is the same plain data as *expected*, types included.

    Whole numbers and floats of the same value are equal; ``True`` is not ``1``; a tuple is not a list. Two NaN
    are equal. Tensors, arrays, series and frames must also agree in shape and dtype.
    """
    _verdict(difference(actual, expected, EXACT), what, look)


def close(
    actual: Any, expected: Any, what: str = "the value", *, rtol: float = 1e-5, atol: float = 1e-8, look: str = ""
) -> None:
    """Fail unless *actual* agrees with *expected* up to ``atol + rtol * |expected|``, element by element.

    Shape is compared first, then the dtype's kind (a float for a float), then the values.
    """
    _verdict(difference(actual, expected, Tolerance(rtol, atol)), what, look)


def _verdict(found: Difference | None, what: str, look: str) -> None:
    if found is not None:
        place = f"{what}, at {found.place.lstrip()}" if found.place else what
        raise Failure(place, found.expected, found.actual, look)


def difference(actual: Any, expected: Any, tolerance: Tolerance = EXACT) -> Difference | None:
    """The first difference between two values, or None."""
    actual, expected = _scalar(actual), _scalar(expected)
    kind = type(expected)
    if _is_array(expected):
        return _array_difference(actual, expected, tolerance)
    if _is_pandas(expected):
        return _pandas_difference(actual, expected, tolerance)
    if kind in (int, float, complex):
        return _number_difference(actual, expected, tolerance)
    if type(actual) is not kind:
        return Difference("", _with_type(expected), _with_type(actual))
    compare: Callable[..., Difference | None] | None = _CONTAINERS.get(kind)
    if compare is not None:
        return compare(actual, expected, tolerance)
    return None if actual == expected else Difference("", show(expected), show(actual))


def _with_type(value: Any) -> str:
    shown, kind = show(value), named_type(value)
    return kind if shown == kind else f"{kind}, {shown}"


def _scalar(value: Any) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(value).__module__ == "numpy" and isinstance(value, numpy.generic):
        return value.item()
    return value


def _number_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    if type(actual) not in (int, float, complex):
        return Difference("", f"a number, {show(expected)}", _with_type(actual))
    return None if tolerance.accepts(actual, expected) else Difference("", show(expected), show(actual))


def _sequence_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    for position, (one, other) in enumerate(zip(actual, expected, strict=False)):
        found = difference(one, other, tolerance)
        if found:
            return found.at(f"[{position}]")
    if len(actual) != len(expected):
        return Difference("", f"{len(expected)} items: {show(expected)}", f"{len(actual)} items: {show(actual)}")
    return None


def _dict_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    missing = [key for key in expected if key not in actual]
    extra = [key for key in actual if key not in expected]
    if missing or extra:
        parts = [f"no key {show(key)}" for key in missing[:3]] + [f"an extra key {show(key)}" for key in extra[:3]]
        return Difference("", f"the keys {show(list(expected))}", "; ".join(parts))
    for key in expected:
        found = difference(actual[key], expected[key], tolerance)
        if found:
            return found.at(f"[{show(key)}]")
    return None


def _set_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    missing, extra = expected - actual, actual - expected
    if not missing and not extra:
        return None
    parts = [f"{show(set(missing))} is missing"] * bool(missing) + [f"{show(set(extra))} is too much"] * bool(extra)
    return Difference("", show(expected), "; ".join(parts))


_CONTAINERS: dict[type, Callable[..., Difference | None]] = {
    list: _sequence_difference,
    tuple: _sequence_difference,
    dict: _dict_difference,
    set: _set_difference,
    frozenset: _set_difference,
}


def _is_array(value: Any) -> bool:
    return _is_tensor(value) or _is_ndarray(value)


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and type(value) in (torch.Tensor, torch.nn.Parameter)


def _is_ndarray(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray


def _is_pandas(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and type(value) in (pandas.Series, pandas.DataFrame, pandas.Index)


def _array_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    same_library = _is_tensor if _is_tensor(expected) else _is_ndarray
    if not same_library(actual):
        return Difference("", f"a {show(expected)}", _with_type(actual))
    if tuple(actual.shape) != tuple(expected.shape):
        return Difference("", f"shape {tuple(expected.shape)}", f"shape {tuple(actual.shape)}")
    wanted, came = _dtype_kind(expected), _dtype_kind(actual)
    exact = tolerance == EXACT
    if wanted != came or (exact and actual.dtype != expected.dtype):
        return Difference("", f"dtype {expected.dtype}", f"dtype {actual.dtype}")
    return _first_element(actual, expected, tolerance)


def _dtype_kind(array: Any) -> str:
    if _is_tensor(array):
        dtype = array.dtype
        if dtype.is_floating_point or dtype.is_complex:
            return "f" if dtype.is_floating_point else "c"
        return "b" if str(dtype) == "torch.bool" else "i"
    kind = str(array.dtype.kind)
    return "i" if kind == "u" else kind


def _first_element(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    import numpy

    one, other = (_to_numpy(value) for value in (actual, expected))
    if one.dtype.kind in "fciub":
        near = numpy.isclose(one, other, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=one.dtype.kind in "fc")
    else:
        near = numpy.asarray(one == other)
    if near.all():
        return None
    place = tuple(int(index) for index in numpy.argwhere(~near)[0])
    wrong = int((~near).sum())
    tail = f" ({wrong} of {near.size} elements differ)" if near.size > 1 else ""
    return Difference(
        str(list(place)) if place else "", show(_scalar(other[place])), f"{show(_scalar(one[place]))}{tail}"
    )


def _to_numpy(value: Any) -> Any:
    if not _is_tensor(value):
        return value
    value = value.detach().cpu()
    if value.dtype.is_floating_point:
        value = value.double()
    return value.resolve_conj().resolve_neg().numpy()


def _pandas_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    kind = type(expected).__name__
    if type(actual) is not type(expected):
        return Difference("", f"a {kind}", named_type(actual))
    if tuple(actual.shape) != tuple(expected.shape):
        return Difference("", f"{kind} of shape {expected.shape}", f"{kind} of shape {actual.shape}")
    if kind == "DataFrame":
        if list(actual.columns) != list(expected.columns):
            return Difference("", f"columns {list(expected.columns)}", f"columns {list(actual.columns)}")
        found = _index_difference(actual, expected)
        for column in () if found else expected.columns:
            found = _column_difference(actual[column], expected[column], tolerance)
            if found:
                return found.at(f"column {column!r} ")
        return found
    if kind == "Series":
        return _index_difference(actual, expected) or _column_difference(actual, expected, tolerance)
    return _sequence_difference(actual.tolist(), expected.tolist(), tolerance)


def _index_difference(actual: Any, expected: Any) -> Difference | None:
    found = _sequence_difference(actual.index.tolist(), expected.index.tolist(), EXACT)
    return found.at("index ") if found else None


def _column_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    pandas = sys.modules["pandas"]
    for position, (one, other) in enumerate(zip(actual.tolist(), expected.tolist(), strict=True)):
        if pandas.api.types.is_scalar(other) and pandas.isna(other):
            if pandas.api.types.is_scalar(one) and pandas.isna(one):
                continue
            return Difference(f"row {position}", "a missing value", show(one))
        if pandas.api.types.is_scalar(one) and pandas.isna(one):
            return Difference(f"row {position}", show(other), "a missing value")
        found = difference(one, other, tolerance)
        if found:
            return found.at(f"row {position}")
    return None
