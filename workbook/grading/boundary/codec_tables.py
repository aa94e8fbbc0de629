"""Series, data frames and indexes of pandas as plain data: each column as arrays, with what its dtype adds to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workbook.grading.boundary.codec import Malformed, plain
from workbook.grading.boundary.codec_times import to_zone, zone_parts

_FREQUENCY = re.compile(r"-?[A-Za-z0-9-]{1,40}")
MOST_LEVELS = 100
MOST_ROWS = 2**40


class _Foreign(Exception):
    """A part that can't be rebuilt as it is: the whole crosses by reference."""


def _or_foreign(parts: Any) -> Any:
    if parts is NotImplemented:
        raise _Foreign
    return parts


def _whole(encode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apart(value: Any) -> Any:
        try:
            return encode(value)
        except _Foreign:
            return NotImplemented

    return apart


def _array(content: Any, kinds: str, like: Any = None) -> Any:
    """*content*, if it is a one-dimensional array of one of these kinds of dtype, as long as *like*."""
    import numpy

    good = type(content) is numpy.ndarray and content.ndim == 1 and content.dtype.kind in kinds
    if not good or (like is not None and len(content) != len(like)):
        raise Malformed("no column")
    return content


def _text(content: Any) -> str:
    if type(content) is not str or not _FREQUENCY.fullmatch(content):
        raise Malformed("no text of a dtype")
    return content


def _stamps(values: Any, zone: Any) -> Any:
    """A DatetimeIndex of *values*, which are times of UTC if there is a zone."""
    import pandas

    made, known = pandas.DatetimeIndex(_array(values, "M")), to_zone(zone)
    return made if known is None else made.tz_localize("UTC").tz_convert(known)


class Columns:
    """Arrays of pandas and NumPy, with one dimension, and their dtypes."""

    def __init__(self) -> None:
        import numpy
        import pandas

        self.numpy, self.pandas = numpy, pandas
        masked = [pandas.Int8Dtype, pandas.Int16Dtype, pandas.Int32Dtype, pandas.Int64Dtype, pandas.UInt8Dtype]
        masked += [pandas.UInt16Dtype, pandas.UInt32Dtype, pandas.UInt64Dtype]
        masked += [pandas.Float32Dtype, pandas.Float64Dtype, pandas.BooleanDtype]
        self.masked = {kind().name: kind for kind in masked}
        arrays = pandas.arrays
        self.array_kinds: list[Any] = [pandas.Categorical, arrays.DatetimeArray, arrays.TimedeltaArray]
        self.array_kinds += [arrays.PeriodArray, arrays.IntervalArray, arrays.IntegerArray, arrays.FloatingArray]
        self.array_kinds += [arrays.BooleanArray, type(pandas.array(["a"], dtype=pandas.StringDtype("python")))]
        nan_text = type(pandas.array(["a"], dtype=pandas.StringDtype("python", na_value=numpy.nan)))
        self.array_kinds += [] if nan_text in self.array_kinds else [nan_text]

    def apart(self, values: Any) -> Any:
        """A column as plain data. Raises _Foreign."""
        if type(values) is self.pandas.arrays.NumpyExtensionArray:
            values = values.to_numpy()
        dtype = values.dtype
        if isinstance(dtype, self.numpy.dtype):
            if dtype.kind not in "biufcmMO":
                raise _Foreign
            return ["numpy", self.numpy.asarray(values)]
        if type(values) not in self.array_kinds:
            raise _Foreign
        kind, *details = self.dtype_apart(dtype, with_categories=False)
        if kind == "category":
            return [kind, values.codes, self.index_apart(dtype.categories), bool(dtype.ordered)]
        if kind == "zone":
            return [kind, values.asi8.view(f"M8[{dtype.unit}]"), details[1]]
        if kind == "period":
            return [kind, values.asi8, *details]
        if kind == "interval":
            return [kind, self.index_apart(values.left), self.index_apart(values.right), values.closed]
        if kind == "masked":
            return [kind, *details, values._data, values._mask]
        return [kind, *details, values.to_numpy(dtype=object, na_value=None).tolist()]

    def _frequency(self, index: Any) -> Any:
        frequency = getattr(index, "freq", None)
        if frequency is None:
            return None
        text = frequency.freqstr
        if not _FREQUENCY.fullmatch(text) or self.pandas.tseries.frequencies.to_offset(text) != frequency:
            raise _Foreign
        return text

    def together(self, content: Any) -> Any:
        """The array of :meth:`apart`. Raises Malformed."""
        pandas, numpy = self.pandas, self.numpy
        match content:
            case ["numpy", values]:
                kind = _array(values, "biufcmMO").dtype.kind
                index = {"M": pandas.DatetimeIndex, "m": pandas.TimedeltaIndex}.get(kind)
                return values if index is None else index(values).array
            case ["category", codes, categories, bool(ordered)]:
                labels = self.index(categories)
                return pandas.Categorical.from_codes(_array(codes, "i"), labels, ordered=ordered)
            case ["zone", values, zone]:
                return _stamps(values, zone).array
            case ["period", ordinals, str(name)]:
                numbers = _array(ordinals, "i").astype("int64", copy=False)
                return pandas.arrays.PeriodArray(numbers, dtype=self.dtype(["period", name]))
            case ["interval", left, right, str(closed)]:
                sides = self.index(left), self.index(right)
                return pandas.arrays.IntervalArray.from_arrays(*sides, closed=closed)
            case ["masked", str(name), data, mask]:
                dtype = self.masked[name]()
                _array(mask, "b", like=_array(data, "biuf"))
                if data.dtype != dtype.numpy_dtype:
                    raise Malformed("no column")
                return dtype.construct_array_type()(data, mask)
            case ["text", *details, list(items)] if all(item is None or type(item) is str for item in items):
                objects = numpy.fromiter(items, dtype=object, count=len(items))
                return pandas.array(objects, dtype=self.dtype(["text", *details]))
        raise Malformed("no column")

    def dtype_apart(self, dtype: Any, with_categories: bool = True) -> list[Any]:
        """A dtype of pandas as plain data. Raises _Foreign."""
        pandas, kind = self.pandas, type(dtype)
        if kind is pandas.CategoricalDtype:
            has = with_categories and dtype.categories is not None
            return ["category", self.index_apart(dtype.categories) if has else None, dtype.ordered]
        if kind is pandas.DatetimeTZDtype:
            return ["zone", dtype.unit, _or_foreign(zone_parts(dtype.tz))]
        if kind is pandas.PeriodDtype and _FREQUENCY.fullmatch(dtype.name[7:-1]):
            return ["period", dtype.name[7:-1]]
        if kind is pandas.IntervalDtype:
            return ["interval", dtype.subtype if isinstance(dtype.subtype, self.numpy.dtype) else None, dtype.closed]
        if kind is pandas.StringDtype and dtype.storage in ("python", "pyarrow"):
            return ["text", dtype.storage, dtype.na_value is pandas.NA]
        if dtype.name in self.masked and kind is self.masked[dtype.name]:
            return ["masked", dtype.name]
        raise _Foreign

    def dtype(self, content: Any) -> Any:
        """The dtype of :meth:`dtype_apart`. Raises Malformed."""
        pandas = self.pandas
        match content:
            case ["category", categories, (True | False | None) as ordered]:
                labels = None if categories is None else self.index(categories)
                return pandas.CategoricalDtype(labels, ordered=ordered)
            case ["zone", ("s" | "ms" | "us" | "ns") as unit, zone]:
                known = to_zone(zone)
                if known is not None:
                    return pandas.DatetimeTZDtype(unit, known)
            case ["period", name]:
                return pandas.PeriodDtype(_text(name))
            case ["interval", subtype, (str() | None) as closed]:
                if isinstance(subtype, self.numpy.dtype) and subtype.kind in "iufmM":
                    return pandas.IntervalDtype(subtype, closed)
            case ["text", ("python" | "pyarrow") as storage, bool(masked)]:
                return pandas.StringDtype(storage, na_value=pandas.NA if masked else self.numpy.nan)
            case ["masked", str(name)] if name in self.masked:
                return self.masked[name]()
        raise Malformed("no dtype of pandas")

    def index_apart(self, value: Any) -> Any:
        """An index as plain data. Raises _Foreign."""
        pandas = self.pandas
        if type(value) is pandas.RangeIndex:
            return ["range", value.start, value.stop, value.step, value.name]
        if type(value) is pandas.MultiIndex:
            levels = [self.index_apart(level) for level in value.levels]
            return ["multi", levels, [self.numpy.asarray(codes) for codes in value.codes], list(value.names)]
        if type(value) not in self.index_kinds():
            raise _Foreign
        frequency = self._frequency(value) if value.dtype.kind in "mM" else None
        return ["column", self.apart(value.array), value.name, frequency]

    def index_kinds(self) -> list[Any]:
        """The classes of an index that cross."""
        pandas = self.pandas
        kinds = [pandas.Index, pandas.RangeIndex, pandas.MultiIndex, pandas.DatetimeIndex, pandas.TimedeltaIndex]
        return [*kinds, pandas.PeriodIndex, pandas.IntervalIndex, pandas.CategoricalIndex]

    def index(self, content: Any) -> Any:
        """The index of :meth:`index_apart`. Raises Malformed."""
        pandas = self.pandas
        match content:
            case ["range", int(start), int(stop), int(step), name] if max(abs(start), abs(stop), abs(step)) < MOST_ROWS:
                return pandas.RangeIndex(start, stop, step, name=name)
            case ["multi", list(levels), list(codes), list(names)] if 0 < len(levels) <= MOST_LEVELS:
                made = [self.index(level) for level in levels]
                checked = [_array(code, "i", like=codes[0]) for code in codes]
                return pandas.MultiIndex(levels=made, codes=checked, names=names)
            case ["column", column, name, frequency]:
                array = self.together(column)
                made = pandas.Index(array, dtype=array.dtype, name=name)
                if frequency is not None:
                    made.freq = _text(frequency)
                return made
        raise Malformed("no index")


def learn_pandas() -> None:
    """Series, frames, indexes, columns and dtypes; time stamps, spans, periods, intervals and missing values."""
    import pandas

    columns = Columns()

    def series_apart(value: Any) -> Any:
        return [columns.apart(value.array), columns.index_apart(value.index), value.name]

    def to_series(content: Any) -> Any:
        values, rows, name = content
        array = columns.together(values)
        return pandas.Series(array, index=columns.index(rows), name=name, dtype=array.dtype)

    def frame_apart(value: Any) -> Any:
        parts = [columns.apart(value.iloc[:, number].array) for number in range(value.shape[1])]
        return [parts, columns.index_apart(value.columns), columns.index_apart(value.index)]

    def to_frame(content: Any) -> Any:
        parts, labels, rows = content
        if type(parts) is not list:
            raise Malformed("no columns")
        row_index, column_index = columns.index(rows), columns.index(labels)
        if len(column_index) != len(parts):
            raise Malformed("another number of columns than of labels")
        arrays = map(columns.together, parts)
        made = {number: pandas.Series(array, row_index, array.dtype) for number, array in enumerate(arrays)}
        frame = pandas.DataFrame(made, index=row_index)
        frame.columns = column_index
        return frame

    plain(pandas.Series, 60, _whole(series_apart), to_series)
    plain(pandas.DataFrame, 61, _whole(frame_apart), to_frame)
    for kind in columns.index_kinds():
        plain(kind, 62, _whole(columns.index_apart), columns.index)
    for kind in columns.array_kinds:
        plain(kind, 67, _whole(columns.apart), columns.together)
    dtypes = [pandas.CategoricalDtype, pandas.DatetimeTZDtype, pandas.PeriodDtype, pandas.IntervalDtype]
    for kind in [*dtypes, pandas.StringDtype, *columns.masked.values()]:
        plain(kind, 68, _whole(columns.dtype_apart), columns.dtype)
    _learn_scalars()


def _learn_scalars() -> None:
    import numpy
    import pandas

    def stamp_apart(value: Any) -> Any:
        zone = zone_parts(value.tzinfo)
        return zone if zone is NotImplemented else [value.to_datetime64(), zone, value.fold]

    def to_stamp(content: Any) -> Any:
        moment, zone, fold = content
        known = to_zone(zone)
        if type(moment) is not numpy.datetime64 or type(fold) is not int:
            raise Malformed("no time stamp")
        if known is None:
            return pandas.Timestamp(moment).replace(fold=fold)
        return pandas.Timestamp(moment).tz_localize("UTC").tz_convert(known)

    def to_span(content: Any) -> Any:
        (span,) = content
        if type(span) is not numpy.timedelta64:
            raise Malformed("no time span")
        return pandas.Timedelta(span)

    def to_period(content: Any) -> Any:
        match content:
            case [int(ordinal), frequency]:
                return pandas.Period(ordinal=ordinal, freq=_text(frequency))
        raise Malformed("no period")

    def to_interval(content: Any) -> Any:
        left, right, closed = content
        good = (int, float, numpy.int64, numpy.float64, pandas.Timestamp, pandas.Timedelta)
        if type(left) not in good or type(right) not in good or type(closed) is not str:
            raise Malformed("no interval")
        return pandas.Interval(left, right, closed)

    plain(pandas.Timestamp, 63, stamp_apart, to_stamp)
    plain(pandas.Timedelta, 64, lambda value: [value.to_timedelta64()], to_span)
    plain(type(pandas.NaT), 65, lambda value: True, lambda content: pandas.NaT)
    plain(type(pandas.NA), 66, lambda value: True, lambda content: pandas.NA)
    plain(pandas.Period, 69, lambda value: [value.ordinal, value.freqstr], to_period)
    plain(pandas.Interval, 76, lambda value: [value.left, value.right, value.closed], to_interval)
