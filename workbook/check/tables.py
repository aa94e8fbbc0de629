"""Comparing arrays, tensors, series, frames and indexes: kind, shape, dtype, labels, then element by element."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

from workbook.check.failure import named_type, show
from workbook.check.values import (
    EXACT,
    Difference,
    Tolerance,
    difference,
    is_missing,
    sequence_difference,
    with_type,
)


def difference_of(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    """The first difference between two values, of which *expected* is one of NumPy, torch or pandas."""
    if _is_tensor(expected) or _is_ndarray(expected):
        return _array_difference(actual, expected, tolerance)
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if isinstance(expected, pandas.Index):
            return _index_difference(actual, expected)
        if type(expected) in (pandas.Series, pandas.DataFrame):
            return _table_difference(actual, expected, tolerance)
        if isinstance(expected, pandas.api.extensions.ExtensionArray):
            return _extension_difference(actual, expected, tolerance)
    return _single_difference(actual, expected)


def _single_difference(actual: Any, expected: Any) -> Difference | None:
    """Of single values: times of NumPy and pandas, intervals, periods, dtypes, sizes, records."""
    if type(actual) is not type(expected):
        return Difference("", with_type(expected), with_type(actual))
    if is_missing(expected) or is_missing(actual):
        same = is_missing(expected) and is_missing(actual)
    elif _is_record(expected):
        return _first_element(_as_array(actual), _as_array(expected), EXACT)
    else:
        same = bool(actual == expected)
    return None if same else Difference("", show(expected), show(actual))


def _is_record(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.void and value.dtype.names is not None


def _as_array(value: Any) -> Any:
    import numpy

    return numpy.asarray(value)


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and type(value) in (torch.Tensor, torch.nn.Parameter)


def _is_ndarray(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray


def _array_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    same_library = _is_tensor if _is_tensor(expected) else _is_ndarray
    if not same_library(actual):
        return Difference("", f"a {show(expected)}", with_type(actual))
    if tuple(actual.shape) != tuple(expected.shape):
        return Difference("", f"shape {tuple(expected.shape)}", f"shape {tuple(actual.shape)}")
    if not _dtypes_agree(actual.dtype, expected.dtype, tolerance):
        return Difference("", f"dtype {expected.dtype}", f"dtype {actual.dtype}")
    wide = _to_numpy(expected)
    return _first_element(_to_numpy(actual), wide, replace(tolerance, atol=_atol(expected.dtype, wide, tolerance)))


def _atol(dtype: Any, expected: Any, tolerance: Tolerance) -> float:
    """The absolute tolerance: beside larger ones, short floats near 0 have lost digits."""
    import numpy

    floating = tolerance.roomy and expected.dtype.kind == "f"
    eps = float((sys.modules["torch"] if _is_torch(dtype) else numpy).finfo(dtype).eps) if floating else 0.0
    if eps < 1e-8:
        return tolerance.atol
    largest = float(numpy.abs(expected[numpy.isfinite(expected)]).max(initial=0))
    return max(tolerance.atol, 4 * eps * min(1.0, largest))


def _is_torch(dtype: Any) -> bool:
    return type(dtype).__module__ == "torch"


def _dtypes_agree(actual: Any, expected: Any, tolerance: Tolerance) -> bool:
    if tolerance.dtype == "any":
        return True
    if tolerance.dtype == "kind":
        return _dtype_kind(actual) == _dtype_kind(expected)
    return bool(actual == expected)


def _dtype_kind(dtype: Any) -> str:
    """The kind of a dtype of NumPy, torch or pandas, by NumPy's letters; unsigned numbers are whole ones."""
    if type(dtype).__module__.partition(".")[0] == "torch":
        if dtype.is_floating_point or dtype.is_complex:
            return "f" if dtype.is_floating_point else "c"
        return "b" if str(dtype) == "torch.bool" else "i"
    kind = str(dtype.kind)
    return "i" if kind == "u" else kind


def _first_element(one: Any, other: Any, tolerance: Tolerance) -> Difference | None:
    """The first of the elements that differ, of two arrays of one shape; *other* is the expected one."""
    import numpy

    if other.dtype.names is not None or one.dtype.names is not None:
        return _field_difference(one, other, tolerance)
    kinds = {one.dtype.kind, other.dtype.kind}
    if kinds <= set("fciu"):
        near = numpy.asarray(one == other)  # as floats, big whole numbers would be equal to their neighbours
        if not kinds <= set("iu") or tolerance.rtol or tolerance.atol:
            near = near | numpy.isclose(one, other, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)
    elif kinds in ({"m"}, {"M"}):
        near = numpy.asarray((one == other) | (numpy.isnat(one) & numpy.isnat(other)))
    elif kinds in ({"b"}, {"S"}, {"U"}):
        near = numpy.asarray(one == other)
    else:
        pairs = zip(one.reshape(-1), other.reshape(-1), strict=True)
        near = numpy.array([difference(a, b, tolerance) is None for a, b in pairs], dtype=bool).reshape(other.shape)
    if near.all():
        return None
    place = tuple(int(index) for index in numpy.argwhere(~near)[0])
    wrong = int((~near).sum())
    tail = f" ({wrong} of {near.size} elements differ)" if near.size > 1 else ""
    found = difference(one[place], other[place], tolerance)
    came, wanted = (found.actual, found.expected) if found else (show(one[place]), show(other[place]))
    return Difference(str(list(place)) if place else "", wanted, f"{came}{tail}")


def _field_difference(one: Any, other: Any, tolerance: Tolerance) -> Difference | None:
    if one.dtype.names != other.dtype.names:
        return Difference("", f"the fields {other.dtype.names}", f"the fields {one.dtype.names}")
    for name in other.dtype.names:
        found = _first_element(one[name], other[name], tolerance)
        if found:
            return found.at(f"field {name!r} ")
    return None


def _to_numpy(value: Any) -> Any:
    """An array of the values, floats in double precision: in a narrow one their distance may overflow."""
    if not _is_tensor(value):
        wider = {"f2": "f8", "f4": "f8", "c8": "c16"}.get(value.dtype.str[1:])
        return value.astype(wider) if wider else value
    value = value.detach().cpu().resolve_conj().resolve_neg()
    if value.dtype.is_floating_point:
        return value.double().numpy()
    return value.to(sys.modules["torch"].complex128).numpy() if value.is_complex() else value.numpy()


def _table_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    kind = type(expected).__name__
    if type(actual) is not type(expected):
        return Difference("", f"a {kind}", named_type(actual))
    if tuple(actual.shape) != tuple(expected.shape):
        return Difference("", f"{kind} of shape {expected.shape}", f"{kind} of shape {actual.shape}")
    if kind == "Series":
        found = _label_difference(actual.index, expected.index, "index ")
        return found or _column_difference(actual, expected, tolerance)
    if _label_difference(actual.columns, expected.columns, ""):
        return Difference("", f"columns {list(expected.columns)}", f"columns {list(actual.columns)}")
    found = _label_difference(actual.index, expected.index, "index ")
    for position, column in enumerate(() if found else expected.columns):
        found = _column_difference(actual.iloc[:, position], expected.iloc[:, position], tolerance)
        if found:
            return found.at(f"column {column!r} ")
    return found


def _index_difference(actual: Any, expected: Any) -> Difference | None:
    pandas = sys.modules["pandas"]
    if not isinstance(actual, pandas.Index) or type(actual).__module__.partition(".")[0] != "pandas":
        return Difference("", "an Index", named_type(actual))
    if len(actual) != len(expected):
        return Difference("", f"an Index of {len(expected)} labels", f"an Index of {len(actual)} labels")
    return _label_difference(actual, expected, "")


def _label_difference(actual: Any, expected: Any, place: str) -> Difference | None:
    """The first label that differs, of two indexes of one length."""
    kind = type(expected)
    if type(actual) is kind and kind.__name__ == "RangeIndex" and actual.equals(expected):
        return None
    if actual.nlevels != expected.nlevels:
        return Difference(place.strip(), f"{expected.nlevels} levels", f"{actual.nlevels} levels")
    found = sequence_difference(_items(actual), _items(expected), EXACT)
    return found.at(place) if found else None


def _items(values: Any) -> list[Any]:
    """The items of a series, an index or an array, all that is missing as None."""

    def item(value: Any) -> Any:
        if type(value) is tuple:
            return tuple(map(item, value))
        return None if is_missing(value) else value

    return [item(value) for value in values.tolist()]


def _column_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    if not _dtypes_agree(actual.dtype, expected.dtype, tolerance):
        return Difference("", f"dtype {expected.dtype}", f"dtype {actual.dtype}")
    for position, (one, other) in enumerate(zip(_items(actual), _items(expected), strict=True)):
        if (one is None) != (other is None):
            shown = ["a missing value" if value is None else show(value) for value in (other, one)]
            return Difference(f"row {position}", *shown)
        found = difference(one, other, tolerance)
        if found:
            return found.at(f"row {position}")
    return None


def _extension_difference(actual: Any, expected: Any, tolerance: Tolerance) -> Difference | None:
    if type(actual) is not type(expected):
        return Difference("", named_type(expected), named_type(actual))
    if len(actual) != len(expected):
        return Difference("", f"{len(expected)} items", f"{len(actual)} items")
    return _column_difference(actual, expected, tolerance)
