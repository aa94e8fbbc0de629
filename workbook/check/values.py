"""Comparing plain data: numbers, text, containers, arrays, tensors, series and data frames.

Types are compared exactly, since an object that claims to be equal to everything must not pass. NumPy, torch
and pandas are only looked at when the notebook has imported them.
"""

from __future__ import annotations

import collections
import decimal
import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from workbook.check.failure import Failure, named_type, show

DType = Literal["same", "kind", "any"]


@dataclass(frozen=True)
class Tolerance:
    """How far two numbers may lie apart, ``atol + rtol * |expected|``, and how alike dtypes must be.

    Of arrays, tensors, series and frames the dtype is the "same", of the same "kind" (a float for a float), or "any".
    *roomy* is for arrays and tensors of short floats, which have fewer digits than *atol* may take for granted.
    """

    rtol: float = 0.0
    atol: float = 0.0
    dtype: DType = "kind"
    roomy: bool = False

    def accepts(self, actual: complex, expected: complex) -> bool:
        """Whether *actual* is near enough. NaN is near NaN, and an infinity near itself."""
        if actual == expected:
            return True
        if actual != actual or expected != expected:
            return actual != actual and expected != expected
        if math.isinf(abs(actual)) or math.isinf(abs(expected)):
            return False
        return abs(actual - expected) <= self.atol + self.rtol * abs(expected)


EXACT = Tolerance(dtype="same")


@dataclass(frozen=True)
class Difference:
    """Where two values part, and how."""

    place: str
    expected: str
    actual: str

    def at(self, step: str) -> Difference:
        """The same difference, seen from one container further out."""
        return Difference(step + self.place, self.expected, self.actual)


def equal(actual: Any, expected: Any, what: str = "the value", *, dtype: DType = "same", look: str = "") -> None:
    """Fail unless *actual* is the same plain data as *expected*, types included.

    Whole numbers and floats of the same value are equal; ``True`` is not ``1``; a tuple is not a list. Missing values
    (NaN, NaT, NA) are equal to their like. Where a dict is expected, an ordered one, one with defaults or a counter of
    the same content will do; the order counts only where an OrderedDict is expected.

    Tensors, arrays, series and frames must also agree in shape and dtype: ``dtype="kind"`` takes an ``int32`` for an
    ``int64``, ``dtype="any"`` compares the values alone. The labels of an index, of rows or columns, are compared by
    value, in their order: a RangeIndex is the Index of its numbers. Names of indexes and series aren't compared.
    """
    _verdict(difference(actual, expected, Tolerance(dtype=dtype)), what, look)


def close(
    actual: Any,
    expected: Any,
    what: str = "the value",
    *,
    rtol: float = 1e-5,
    atol: float | None = None,
    dtype: DType = "kind",
    look: str = "",
) -> None:
    """Fail unless *actual* agrees with *expected* up to ``atol + rtol * |expected|``, element by element.

    Shape is compared first, then the dtype's kind (a float for a float), then the values: a ``float32`` passes for a
    ``float64`` unless ``dtype="same"``. Labels of rows and columns have no tolerance. *atol* is 1e-8 if nothing else
    is said; for arrays and tensors of 32 bits or fewer, four units in the last place of 1, or of their largest number if
    that is smaller.
    """
    tolerance = Tolerance(rtol, 1e-8 if atol is None else atol, dtype, roomy=atol is None)
    _verdict(difference(actual, expected, tolerance), what, look)


def _verdict(found: Difference | None, what: str, look: str) -> None:
    if found is not None:
        place = f"{what}, at {found.place.lstrip()}" if found.place else what
        raise Failure(place, found.expected, found.actual, look)


def difference(actual: Any, expected: Any, tolerance: Tolerance = EXACT) -> Difference | None:
    """The first difference between two values, or None."""
    actual, expected = _scalar(actual), _scalar(expected)
    kind = type(expected)
    if _is_library(expected):
        from workbook.check import tables

        return tables.difference_of(actual, expected, tolerance)
    if kind in (int, float, complex):
        return _number_difference(actual, expected, tolerance)
    if kind is dict and type(actual) in MAPPINGS:
        return _dict_difference(actual, expected, tolerance)
    if type(actual) is not kind:
        return Difference("", with_type(expected), with_type(actual))
    compare: Callable[..., Difference | None] | None = _CONTAINERS.get(kind)
    if compare is None and issubclass(kind, tuple):
        compare = sequence_difference
    if compare is not None:
        return compare(actual, expected, tolerance)
    same = actual is expected or (is_missing(actual) and is_missing(expected)) or _is_equal(actual, expected)
    return None if same else Difference("", show(expected), show(actual))


def _is_equal(actual: Any, expected: Any) -> bool:
    try:
        return bool(actual == expected)
    except (TypeError, ValueError, decimal.InvalidOperation):
        return False


def with_type(value: Any) -> str:
    """A value and its type, in words."""
    shown, kind = show(value), named_type(value)
    return kind if shown == kind else f"{kind}, {shown}"


def _scalar(value: Any) -> Any:
    """NumPy's own numbers, truths and texts as Python's; its times stay, since their units count."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(value).__module__ == "numpy" and isinstance(value, numpy.generic):
        if value.dtype.kind in "fc":
            return complex(value) if value.dtype.kind == "c" else float(value)
        return value if value.dtype.kind in "mMV" else value.item()
    return value


def is_missing(value: Any) -> bool:
    """Whether a single value says that there is none: None, NaN, NaT or NA."""
    kind = type(value)
    if value is None:
        return True
    if kind in (float, complex) or kind is decimal.Decimal:
        return value.is_nan() if kind is decimal.Decimal else bool(value != value)
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if pandas is not None and (value is pandas.NaT or value is pandas.NA):
        return True
    return numpy is not None and kind in (numpy.datetime64, numpy.timedelta64) and bool(numpy.isnat(value))


def _is_library(value: Any) -> bool:
    library = type(value).__module__.partition(".")[0]
    return library in ("numpy", "torch", "pandas") and library in sys.modules


def _number_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    if type(actual) not in (int, float, complex):
        return Difference("", f"a number, {show(expected)}", with_type(actual))
    return None if tolerance.accepts(actual, expected) else Difference("", show(expected), show(actual))


def sequence_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    """The first difference between two sequences, item by item, then in length."""
    for position, (one, other) in enumerate(zip(actual, expected, strict=False)):
        found = difference(one, other, tolerance)
        if found:
            return found.at(f"[{position}]")
    if len(actual) != len(expected):
        return Difference("", f"{len(expected)} items: {show(expected)}", f"{len(actual)} items: {show(actual)}")
    return None


class _Label:
    """A key or an item of a set: of equal value and type, NaN equal to NaN wherever it stands."""

    def __init__(self, value: Any) -> None:
        self.value, self._hash = value, _hash(value)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Label) and difference(self.value, other.value) is None


def _hash(value: Any) -> int:
    if is_missing(value):
        return 1
    if isinstance(value, tuple):
        return hash(tuple(map(_hash, value)))
    return sum(map(_hash, value)) if isinstance(value, frozenset) else hash(value)


def _labels(values: Iterable[Any]) -> dict[_Label, Any]:
    return {_Label(value): value for value in values}


def _dict_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    own, wanted = _labels(actual), _labels(expected)
    missing = [key for label, key in wanted.items() if label not in own]
    extra = [key for label, key in own.items() if label not in wanted]
    if missing or extra:
        parts = [f"no key {show(key)}" for key in missing[:3]] + [f"an extra key {show(key)}" for key in extra[:3]]
        return Difference("", f"the keys {show(list(expected))}", "; ".join(parts))
    for label, key in wanted.items():
        found = difference(actual[own[label]], expected[key], tolerance)
        if found:
            return found.at(f"[{show(key)}]")
    return None


def _ordered_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    found = _dict_difference(actual, expected, tolerance)
    if found or list(_labels(actual)) == list(_labels(expected)):
        return found
    return Difference("", f"the order {show(list(expected))}", show(list(actual)))


def _counter_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    return _dict_difference(
        {item: count for item, count in actual.items() if count or item in expected},
        {item: count for item, count in expected.items() if count or item in actual},
        tolerance,
    )


def _set_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    own, wanted = _labels(actual), _labels(expected)
    missing = {item for label, item in wanted.items() if label not in own}
    extra = {item for label, item in own.items() if label not in wanted}
    if not missing and not extra:
        return None
    parts = [f"{show(missing)} is missing"] * bool(missing) + [f"{show(extra)} is too much"] * bool(extra)
    return Difference("", show(expected), "; ".join(parts))


def _view_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    return _set_difference(set(actual), set(expected), tolerance)


MAPPINGS = (dict, collections.OrderedDict, collections.defaultdict, collections.Counter)
_CONTAINERS: dict[type, Callable[..., Difference | None]] = {
    list: sequence_difference,
    tuple: sequence_difference,
    collections.deque: sequence_difference,
    dict: _dict_difference,
    collections.defaultdict: _dict_difference,
    collections.OrderedDict: _ordered_difference,
    collections.Counter: _counter_difference,
    set: _set_difference,
    frozenset: _set_difference,
    type({}.keys()): _view_difference,
    type({}.items()): lambda actual, expected, tolerance: _dict_difference(dict(actual), dict(expected), tolerance),
    slice: lambda actual, expected, tolerance: sequence_difference(
        [actual.start, actual.stop, actual.step], [expected.start, expected.stop, expected.step], tolerance
    ),
}
