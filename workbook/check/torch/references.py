"""What reference answers give, worked out once in a process and its forks for equal arguments."""

from __future__ import annotations

import dis
import functools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType
from typing import Any, TypeVar

import torch
from torch import Tensor

R = TypeVar("R")
MOST = 2000
_known: OrderedDict[Any, Any] = OrderedDict()


def remembered(work: Callable[..., R], reference: Callable[..., Any], *arguments: Any) -> R:
    """``work(reference, *arguments)``, or what it gave before for equal ones. Nobody may change it.

    Tensors are equal by dtype, shape and values. A reference is itself, or a function of the same code with the same names
    around it. What can't be compared is worked out each time.
    """
    try:
        key = (work, _identity(reference), _frozen(arguments))
        hash(key)
    except TypeError:
        return work(reference, *arguments)
    if key not in _known:
        _known[key] = work(reference, *arguments)
        while len(_known) > MOST:
            _known.popitem(last=False)
    found: R = _known[key]
    return found


def _identity(reference: Callable[..., Any]) -> Any:
    if not isinstance(reference, FunctionType):
        return reference
    if reference.__closure__ or reference.__kwdefaults__:
        raise TypeError("what it closes over may change")
    code = reference.__code__
    around = tuple((name, reference.__globals__.get(name)) for name in _globals_of(code))
    return code, code.co_filename, around, _frozen(reference.__defaults__)


@functools.lru_cache(maxsize=500)
def _globals_of(code: CodeType) -> tuple[str, ...]:
    named = [line.argval for line in dis.get_instructions(code) if line.opname == "LOAD_GLOBAL"]
    return tuple(dict.fromkeys(named))


def _frozen(value: Any) -> Any:
    """*value* as something that is equal and has the same hash if its parts are equal in type and value."""
    if isinstance(value, Tensor):
        plain = value.detach()
        plain = plain.contiguous().view(torch.int16) if plain.dtype is torch.bfloat16 else plain
        return value.dtype, tuple(value.shape), plain.numpy().tobytes()
    if isinstance(value, Mapping):
        return tuple((name, _frozen(item)) for name, item in value.items())
    if isinstance(value, tuple | list):
        return type(value), tuple(_frozen(item) for item in value)
    return type(value), value
