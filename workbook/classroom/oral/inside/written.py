"""A value as the Python that makes it, for a call that a person can read; and as what a notebook shows of it."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable
from typing import Any

from IPython.lib.pretty import pretty

MOST = 160
"""Characters of a value that a question names."""
MOST_SHOWN = 400
_MOST_NUMBERS, _MOST_TENSOR = 5000, 80
_GRADIENT = re.compile(r",\s*(?:grad_fn=<[^<>]*>|requires_grad=True)")
_PLAIN = (type(None), bool, int, str, bytes)


class Unwritable(ValueError):
    """A value that no short text makes."""


def written(value: Any, most: int = MOST) -> str:
    """Python that makes *value*. Raises Unwritable where there is none, or only a long one."""
    text = _written(value)
    if len(text) > most:
        raise Unwritable
    return text


def _written(value: Any) -> str:
    kind = type(value)
    if kind in _PLAIN:
        return repr(value)
    if kind is float:
        return repr(value) if math.isfinite(value) else f"float('{value}')"
    if kind in (list, tuple, set, frozenset, dict):
        return _collection(value)
    library = kind.__module__.partition(".")[0]
    made = {"torch": _tensor, "numpy": _array, "pandas": _table}.get(library)
    if made is None:
        raise Unwritable
    return made(value)


def _collection(value: Any) -> str:
    if len(value) > MOST:
        raise Unwritable
    if type(value) is dict:
        return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
    inner = [_written(item) for item in value]
    if type(value) is list:
        return f"[{', '.join(inner)}]"
    if type(value) is tuple:
        return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"
    if type(value) is set and inner:
        return "{" + ", ".join(sorted(inner)) + "}"
    return f"{type(value).__name__}({'[' + ', '.join(sorted(inner)) + ']' if inner else ''})"


def _tensor(value: Any) -> str:
    torch = sys.modules["torch"]
    if type(value) is not torch.Tensor or value.numel() > _MOST_NUMBERS:
        raise Unwritable
    value = value.detach()
    shape = ", ".join(map(str, value.shape))
    flat = value.flatten()
    if value.numel() > 6 and value.dtype == torch.float32:
        for name, number in (("ones", 1.0), ("zeros", 0.0)):
            if bool((flat == number).all()):
                return f"torch.{name}({shape})"
        first = float(flat[0])
        if bool((flat == torch.arange(first, first + value.numel())).all()):
            return f"torch.arange({first}, {first + value.numel()}).reshape({shape})"
        if len(_numbers(value)) > _MOST_TENSOR:
            return f"torch.ones({shape})"  # numbers that nobody would read: a call with the same shapes
    text = f"torch.tensor({_numbers(value)}"
    plain = torch.tensor(value.tolist()).dtype == value.dtype
    return f"{text})" if plain else f"{text}, dtype={value.dtype})"


def _numbers(value: Any) -> str:
    """The numbers of a tensor as nested lists; those of float32 with no more digits than they have."""
    torch = sys.modules["torch"]

    def short(inner: Any) -> Any:
        if isinstance(inner, list):
            return [short(one) for one in inner]
        six = float(f"{inner:.6g}") if isinstance(inner, float) else inner
        return six if value.dtype == torch.float32 and torch.tensor(six).item() == inner else inner

    return _written(short(value.tolist()))


def _array(value: Any) -> str:
    numpy = sys.modules["numpy"]
    if type(value) is numpy.ndarray and value.dtype != object and value.size <= MOST:
        text = f"np.array({_written(value.tolist())}"
        return f"{text})" if numpy.array(value.tolist()).dtype == value.dtype else f"{text}, dtype='{value.dtype}')"
    if isinstance(value, numpy.generic):
        return f"np.{type(value).__name__}({_written(value.item())})"
    raise Unwritable


def _table(value: Any) -> str:
    pandas = sys.modules["pandas"]
    if type(value) is pandas.Timestamp:
        return f"pd.Timestamp({str(value)!r})"
    if type(value) is not pandas.DataFrame or value.size > MOST:
        raise Unwritable
    columns = ", ".join(f"{_written(name)}: {_written(value[name].tolist())}" for name in value.columns)
    text = f"pd.DataFrame({{{columns}}})"
    if not pandas.DataFrame({name: value[name].tolist() for name in value.columns}).equals(value):
        raise Unwritable
    return text


def shown(value: Any) -> dict[str, str]:
    """What a person would be told of a value: its text, if it is short and the same tomorrow, and its shape."""
    found: dict[str, str] = {}
    try:
        text = pretty(value, max_width=100, max_seq_length=60)
        if type(value).__module__ == "torch":
            text = " ".join(_GRADIENT.sub("", text).split())
        if len(text) <= MOST_SHOWN and " at 0x" not in text:
            found["value"] = text
        shape = getattr(value, "shape", None)
        if isinstance(shape, Iterable) and not isinstance(value, type):
            found["shape"] = str(tuple(int(size) for size in shape))
    except Exception:  # noqa: BLE001  (a class of the student's may show itself with any error)
        return {}
    return found
