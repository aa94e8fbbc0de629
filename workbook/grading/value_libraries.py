"""Arrays, tensors and data frames as plain data: dtype, shape and bytes, with every size checked on arrival."""

from __future__ import annotations

import math
import re
from typing import Any

from workbook.grading.values import Malformed, plain

_ARRAY_KINDS = "biufcSUmM"


def _sized(data: Any, count: int, width: int) -> bytes:
    if type(data) is not bytes or len(data) != count * width:
        raise Malformed("data of another size than its shape")
    return data


def _shape(content: Any) -> tuple[int, ...]:
    if type(content) is not list or len(content) > 32 or not all(type(n) is int and 0 <= n < 2**40 for n in content):
        raise Malformed("no shape")
    return tuple(content)


def learn_numpy() -> None:
    """Arrays of numbers, texts and times, object arrays item by item, scalars and dtypes."""
    import numpy

    def from_array(value: Any) -> Any:
        if value.dtype.kind in _ARRAY_KINDS:
            return [value.dtype.str, list(value.shape), value.tobytes()]
        if value.dtype == object:
            return [None, list(value.shape), list(value.reshape(-1))]
        return NotImplemented

    def to_array(content: Any) -> Any:
        shape = _shape(content[1])
        if content[0] is None:
            array = numpy.empty(math.prod(shape), dtype=object)
            if len(content[2]) != len(array):
                raise Malformed("data of another size than its shape")
            for index, item in enumerate(content[2]):
                array[index] = item
            return array.reshape(shape)
        dtype = to_dtype(content[0])
        data = _sized(content[2], math.prod(shape), dtype.itemsize)
        return numpy.frombuffer(data, dtype).reshape(shape).copy()

    def to_dtype(content: Any) -> Any:
        dtype = numpy.dtype(content) if type(content) is str and len(content) < 40 else None
        if dtype is None or (dtype.kind not in _ARRAY_KINDS and dtype != object):  # noqa: E721  (numpy's dtypes compare by ==)
            raise Malformed("no dtype")
        return dtype

    def from_dtype(value: Any) -> Any:
        return value.str if value.kind in _ARRAY_KINDS + "O" else NotImplemented

    plain(numpy.ndarray, 40, from_array, to_array)

    def to_scalar(content: Any) -> Any:
        return to_array([content[0], [], content[1]])[()]

    for kind in {kind for kind in numpy.sctypeDict.values() if numpy.dtype(kind).kind in "biufcmM"}:
        plain(kind, 41, lambda value: [value.dtype.str, value.tobytes()], to_scalar)
    plain(numpy.str_, 43, str, numpy.str_)
    plain(numpy.bytes_, 44, bytes, numpy.bytes_)
    for name in numpy.dtypes.__all__:
        plain(getattr(numpy.dtypes, name), 42, from_dtype, to_dtype)


def learn_torch() -> None:
    """Dense tensors and parameters, dtypes, sizes and devices. Values come detached; strides are kept."""
    import torch

    dtypes = {str(value).removeprefix("torch."): value for value in vars(torch).values() if type(value) is torch.dtype}
    names = {value: name for name, value in dtypes.items()}

    plain_kinds = {kind: kind for kind in (torch.float32, torch.float64, torch.float16, torch.int64, torch.bool)}
    plain_kinds[torch.bfloat16] = torch.int16  # which numpy knows

    def from_tensor(value: Any) -> Any:
        kind = plain_kinds.get(value.dtype)
        here = value.is_cpu and value.layout is torch.strided
        if kind is not None and here and value.is_contiguous() and not value.is_neg():
            bare = value.detach() if value.requires_grad else value
            data = (bare if kind is value.dtype else bare.view(kind)).numpy().tobytes()
            return [names[value.dtype], list(value.shape), data, None, bool(value.requires_grad and value.is_leaf)]
        if value.layout is not torch.strided or value.is_quantized or value.device.type != "cpu":
            return NotImplemented
        wants = bool(value.requires_grad and value.is_leaf)
        value = value.detach().resolve_conj().resolve_neg()
        strides = None
        if not value.is_contiguous() and value.numel():
            span = sum((size - 1) * step for size, step in zip(value.shape, value.stride(), strict=True)) + 1
            if span <= 4 * value.numel() + 1024:
                strides, shape = list(value.stride()), list(value.shape)
                value = value.as_strided((span,), (1,))
        shape = list(value.shape) if strides is None else shape
        flat = value.contiguous().reshape(-1)
        flat = torch.view_as_real(flat).reshape(-1) if flat.is_complex() else flat
        data = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
        return [names[value.dtype], shape, data, strides, wants]

    def to_tensor(content: Any) -> Any:
        name, shape, data, strides, wants = content
        dtype, shape = dtypes[name], _shape(shape)
        count = math.prod(shape)
        if strides is not None and count:
            steps = _shape(strides)
            count = sum((size - 1) * step for size, step in zip(shape, steps, strict=True)) + 1
        data = _sized(data, count, dtype.itemsize)
        flat = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
        made = flat.reshape(shape) if strides is None else flat.as_strided(shape, steps)
        return made.requires_grad_() if wants and (made.is_floating_point() or made.is_complex()) else made

    plain(torch.Tensor, 50, from_tensor, to_tensor, flat=True)
    plain(torch.nn.Parameter, 50, from_tensor, to_tensor, flat=True)
    plain(torch.dtype, 51, lambda value: names[value], lambda content: dtypes[content])
    plain(torch.Size, 52, list, lambda content: torch.Size(_shape(content)))
    plain(torch.device, 53, str, lambda content: torch.device(content))


_PANDAS_DTYPE = re.compile(
    r"u?int\d+|U?Int\d+|float\d+|Float\d+|complex\d+|bool(ean)?|str(ing)?(\[\w+\])?|object|(datetime|timedelta)64\[[\w, /+:-]+\]|period\[\w+\]",
    re.I,
)


def learn_pandas() -> None:
    """Series, frames and indexes column by column, with their dtypes; time stamps and missing values."""
    import numpy
    import pandas

    def column(values: Any) -> Any:
        dtype = values.dtype
        if isinstance(dtype, pandas.CategoricalDtype):
            return ["category", values.codes.tolist(), index(dtype.categories), bool(dtype.ordered)]
        if isinstance(dtype, numpy.dtype) and dtype.kind in "biufc":
            return ["numpy", numpy.asarray(values)]
        name = str(dtype)
        return ["list", name, list(values)] if _PANDAS_DTYPE.fullmatch(name) else NotImplemented

    def to_column(content: Any) -> Any:
        if content[0] == "numpy":
            if type(content[1]) is not numpy.ndarray or content[1].ndim != 1:
                raise Malformed("no column")
            return content[1]
        if content[0] == "category":
            return pandas.Categorical.from_codes(content[1], to_index(content[2]), ordered=content[3])
        if not _PANDAS_DTYPE.fullmatch(content[1]):
            raise Malformed("no dtype of pandas")
        if content[1] == "object":
            array = numpy.empty(len(content[2]), dtype=object)
            array[:] = content[2]
            return array
        return pandas.array(content[2], dtype=content[1])

    def index(value: Any) -> Any:
        if type(value) is pandas.RangeIndex:
            return ["range", value.start, value.stop, value.step, value.name]
        if type(value) is pandas.MultiIndex:
            return ["multi", list(value), list(value.names)]
        return ["column", column(value.array), value.name]

    def to_index(content: Any) -> Any:
        if content[0] == "range":
            return pandas.RangeIndex(content[1], content[2], content[3], name=content[4])
        if content[0] == "multi":
            return pandas.MultiIndex.from_tuples(content[1], names=content[2])
        return pandas.Index(to_column(content[1]), name=content[2])

    def from_series(value: Any) -> Any:
        return [column(value.array), index(value.index), value.name]

    def to_series(content: Any) -> Any:
        return pandas.Series(to_column(content[0]), index=to_index(content[1]), name=content[2])

    def from_frame(value: Any) -> Any:
        columns = [column(value.iloc[:, number].array) for number in range(value.shape[1])]
        return NotImplemented if NotImplemented in columns else [columns, index(value.columns), index(value.index)]

    def to_frame(content: Any) -> Any:
        rows = to_index(content[2])
        frame = pandas.DataFrame(
            {number: pandas.Series(to_column(part), index=rows) for number, part in enumerate(content[0])}, index=rows
        )
        frame.columns = to_index(content[1])
        return frame

    plain(pandas.Series, 60, from_series, to_series)
    plain(pandas.DataFrame, 61, from_frame, to_frame)
    for kind in (pandas.Index, pandas.RangeIndex, pandas.MultiIndex, pandas.DatetimeIndex, pandas.TimedeltaIndex):
        plain(kind, 62, index, to_index)
    plain(pandas.CategoricalIndex, 62, index, to_index)
    plain(
        pandas.Timestamp,
        63,
        lambda value: [value.as_unit("ns").value, str(value.tz) if value.tz is not None else None, value.unit],
        lambda content: pandas.Timestamp(content[0], unit="ns", tz=content[1]).as_unit(content[2]),
    )
    plain(
        pandas.Timedelta,
        64,
        lambda value: [value.as_unit("ns").value, value.unit],
        lambda content: pandas.Timedelta(content[0], unit="ns").as_unit(content[1]),
    )
    plain(type(pandas.NaT), 65, lambda value: True, lambda content: pandas.NaT)
    plain(type(pandas.NA), 66, lambda value: True, lambda content: pandas.NA)
