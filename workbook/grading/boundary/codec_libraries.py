"""Arrays and tensors as plain data: dtype, shape and bytes, with every size checked on arrival."""

from __future__ import annotations

import functools
import math
import re
import sys
from collections.abc import Callable
from typing import Any

from workbook.grading.boundary.codec import Malformed, exactly, plain

_ARRAY_KINDS = "biufcSUmMV"
_DTYPE = re.compile(r"[<>|=]?([biufcSUV]\d{1,9}|[mM]8(\[\w{1,12}\])?)")
MOST_LOGICAL = 256 * 1024 * 1024
"""Bytes that a tensor would take up if the elements that it repeats were written out."""


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

    scalars = {kind for kind in numpy.sctypeDict.values() if numpy.dtype(kind).kind in "biufcmMSUV"}
    from_dtype, to_dtype = _dtypes(numpy, scalars)

    def from_array(value: Any) -> Any:
        if value.dtype == object:
            return [None, list(value.shape), value.reshape(-1).tolist()]
        dtype = from_dtype(value.dtype)
        return NotImplemented if dtype is NotImplemented else [dtype, list(value.shape), value.tobytes()]

    def to_array(content: Any) -> Any:
        kind, shape, data = content
        return _array(numpy, kind if kind is None else to_dtype(kind), _shape(shape), data)

    def to_scalar(content: Any) -> Any:
        kind, data = content
        return to_array([kind, [], data])[()]

    def from_scalar(value: Any) -> Any:
        dtype = from_dtype(value.dtype)
        return NotImplemented if dtype is NotImplemented else [dtype, value.tobytes()]

    for kind in scalars - {numpy.str_, numpy.bytes_}:
        plain(kind, 41, from_scalar, to_scalar)
    plain(numpy.ndarray, 40, from_array, to_array)
    plain(numpy.str_, 43, str, lambda content: numpy.str_(exactly(content, str)))
    plain(numpy.bytes_, 44, bytes, lambda content: numpy.bytes_(exactly(content, bytes)))
    for name in numpy.dtypes.__all__:
        plain(getattr(numpy.dtypes, name), 42, from_dtype, to_dtype)


def _array(numpy: Any, dtype: Any, shape: tuple[int, ...], data: Any) -> Any:
    """The array of *data*: a list of objects where *dtype* is None, bytes else."""
    if dtype is None:
        if type(data) is not list or len(data) != math.prod(shape):
            raise Malformed("data of another size than its shape")
        return numpy.fromiter(data, dtype=object, count=len(data)).reshape(shape)
    if dtype.hasobject:
        raise Malformed("objects among bytes")
    _sized(data, math.prod(shape), dtype.itemsize)
    if not dtype.itemsize:
        if math.prod(shape) > 1_000_000:
            raise Malformed("too many items without size")
        return numpy.zeros(shape, dtype)
    return _sound(numpy, numpy.frombuffer(bytearray(data), dtype).reshape(shape))  # a bytearray can be written to


def _sound(numpy: Any, array: Any) -> Any:
    """*array*, if its truths are 0 or 1 and its texts are made of characters: code relies on it."""
    dtype = array.dtype
    for name in dtype.names or ():
        _sound(numpy, array[name])
    if dtype.kind in "bU" and array.size:
        flat = numpy.ascontiguousarray(array).reshape(-1)
        if flat.view("u1" if dtype.kind == "b" else dtype.byteorder + "u4").max() > (
            1 if dtype.kind == "b" else sys.maxunicode
        ):
            raise Malformed("no truths or texts")
    return array


def _dtypes(numpy: Any, scalars: set[type]) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """What makes plain data of a dtype, and what makes the dtype of it again."""

    @functools.lru_cache(256)
    def from_dtype(value: Any) -> Any:
        if value.names is not None and value.type is numpy.void:
            parts = [(value.fields[name], name) for name in value.names]
            fields = [[name, from_dtype(field[0]), field[1]] for field, name in parts]
            odd = value.hasobject or any(len(field) > 2 for field, _ in parts)
            odd = odd or any(part is NotImplemented for _, part, _ in fields)
            return NotImplemented if odd else [fields, value.itemsize]
        if value.subdtype is not None:
            base = from_dtype(value.subdtype[0])
            return NotImplemented if base is NotImplemented else [base, *value.subdtype[1]]
        if value.hasobject:
            return "|O" if value.char == "O" else NotImplemented
        known = value.kind in _ARRAY_KINDS and value.type in scalars and _DTYPE.fullmatch(value.str)
        return value.str if known else NotImplemented

    @functools.lru_cache(256)
    def simple(content: str) -> Any:
        if not _DTYPE.fullmatch(content):
            raise Malformed("no dtype")
        return numpy.dtype(content)

    def to_dtype(content: Any, depth: int = 0) -> Any:
        if content == "|O":
            return numpy.dtype(object)
        if type(content) is str:
            return simple(content)
        if type(content) is not list or depth > 8:
            raise Malformed("no dtype")
        if len(content) == 2 and type(content[0]) is list and type(content[1]) is int and _is_fields(content[0]):
            names, formats, offsets = zip(*content[0], strict=True) if content[0] else ((), (), ())
            parts: Any = {"names": list(names), "formats": [to_dtype(part, depth + 1) for part in formats]}
            parts |= {"offsets": list(offsets), "itemsize": content[1]}
            return numpy.dtype(parts)
        return numpy.dtype((to_dtype(content[0], depth + 1), _shape(content[1:])))

    return from_dtype, to_dtype


def _is_fields(content: list[Any]) -> bool:
    """Whether *content* is a list of fields: name, dtype, offset."""
    kinds = [list(map(type, field)) if type(field) is list else [] for field in content]
    return len(content) < 1000 and all(kind in ([str, str, int], [str, list, int]) for kind in kinds)


def learn_torch() -> None:
    """Dense tensors and parameters, dtypes, sizes and devices. Values come detached; strides are kept."""
    import torch

    dtypes = {str(value).removeprefix("torch."): value for value in vars(torch).values() if type(value) is torch.dtype}
    names = {value: name for name, value in dtypes.items()}
    dense = {
        name for name in dtypes if re.fullmatch(r"bool|u?int(8|16|32|64)|b?float(16|32|64)|float8_\w+|complex\d+", name)
    }

    plain_kinds = {kind: kind for kind in (torch.float32, torch.float64, torch.float16, torch.int64, torch.bool)}
    plain_kinds[torch.bfloat16] = torch.int16  # which numpy knows

    def from_tensor(value: Any) -> Any:
        if value.is_nested:
            return NotImplemented
        kind = plain_kinds.get(value.dtype)
        here = value.is_cpu and value.layout is torch.strided
        if kind is not None and here and value.is_contiguous() and not value.is_neg():
            bare = value.detach() if value.requires_grad else value
            data = (bare if kind is value.dtype else bare.view(kind)).numpy().tobytes()
            return [names[value.dtype], list(value.shape), data, None, bool(value.requires_grad and value.is_leaf)]
        if value.layout is not torch.strided or value.is_quantized or value.device.type != "cpu":
            return NotImplemented
        if names[value.dtype] not in dense or value.numel() * value.itemsize > MOST_LOGICAL:
            return NotImplemented
        return [names[value.dtype], *_elements(torch, value), bool(value.requires_grad and value.is_leaf)]

    def to_tensor(content: Any) -> Any:
        name, shape, data, strides, wants = content
        if type(name) is not str or name not in dense:
            raise Malformed("no dtype of a dense tensor")  # torch crashes on a quantized one without a scale
        made = _tensor(torch, dtypes[name], _shape(shape), data, strides)
        return made.requires_grad_() if wants and (made.is_floating_point() or made.is_complex()) else made

    plain(torch.Tensor, 50, from_tensor, to_tensor, flat=True)
    plain(torch.nn.Parameter, 50, from_tensor, to_tensor, flat=True)
    plain(torch.dtype, 51, lambda value: names[value], lambda content: dtypes[exactly(content, str)])
    plain(torch.Size, 52, list, lambda content: torch.Size(_shape(content)))
    plain(torch.device, 53, str, lambda content: torch.device(exactly(content, str)))


def _elements(torch: Any, value: Any) -> tuple[list[int], bytes, list[int] | None]:
    """Shape, bytes and strides of a dense tensor; no strides where its elements lie one after the other."""
    value = value.detach().resolve_conj().resolve_neg()
    shape, strides = list(value.shape), None
    if not value.is_contiguous() and value.numel():
        span = sum((size - 1) * step for size, step in zip(value.shape, value.stride(), strict=True)) + 1
        if span <= 4 * value.numel() + 1024:
            strides = list(value.stride())
            value = value.as_strided((span,), (1,))
    flat = value.contiguous().reshape(-1)
    flat = flat.as_strided(flat.shape, (1,))  # one element may have any stride
    flat = torch.view_as_real(flat).reshape(-1) if flat.is_complex() else flat
    return shape, flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b"", strides


def _tensor(torch: Any, dtype: Any, shape: tuple[int, ...], data: Any, strides: Any) -> Any:
    """The dense tensor of *data*, with every size checked."""
    count = math.prod(shape)
    if count * dtype.itemsize > MOST_LOGICAL:
        raise Malformed("too large a tensor")
    steps = None
    if strides is not None and count:
        steps = _shape(strides)
        count = sum((size - 1) * step for size, step in zip(shape, steps, strict=True)) + 1
    data = _sized(data, count, dtype.itemsize)
    if dtype is torch.bool and data and max(data) > 1:
        raise Malformed("no truths")
    flat = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
    return flat.reshape(shape) if steps is None else flat.as_strided(shape, steps)
