"""What a reference gave, kept in a file: so a visible test can compare, and hold no reference.

A lesson's visible tests name the file; ``make_data.py`` makes it, by running them on the key while :func:`recording` has the
references at hand. Cases are found again by what a person would call them: the layer's arguments, modes, shapes, options.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

DIGITS = 9
"""Significant digits of a kept number: all that a float32 has."""
NOISE = 1e-12
"""Of a tensor's largest number: what is smaller is what sums that cancel leave behind, on each processor something else."""

_references: Mapping[str, Callable[..., Any]] = {}
_made: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class Recorded:
    """The layer called *name*, of which only what it gave is known: ``path`` is a JSON file, from the working folder."""

    path: str
    name: str

    def recall(self, case: str, what: str, work: Callable[[Callable[..., Any]], Any]) -> Any:
        """*what* is known of *case*; while recording, what *work* says of the reference, which is kept."""
        if self.name in _references:
            kept = _made.setdefault(self.path, {}).setdefault(case, {})
            kept[what] = _plain(work(_references[self.name]))
            return _value(kept[what])
        try:
            return _value(_read(self.path)[case][what])
        except KeyError:
            raise ValueError(f"{self.path} says nothing of {case}, {what}: make it again with make_data.py") from None


def recorded(path: str, name: str) -> Recorded:
    """The layer called *name*, as the file *path* tells it, for ``check.layer(…, like=…)``."""
    return Recorded(path, name)


@contextmanager
def recording(references: Mapping[str, Callable[..., Any]]) -> Iterator[dict[str, dict[str, Any]]]:
    """Ask *references*, by name, instead of files. What comes back holds the contents of each file, to be written."""
    global _references
    _references = references
    _made.clear()
    try:
        yield _made
    finally:
        _references = {}


def to_json(content: Mapping[str, Any]) -> str:
    """The text of a file: a line for each case, the same bytes for the same contents."""
    lines = [f"{json.dumps(case)}: {json.dumps(known, ensure_ascii=False)}" for case, known in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


@lru_cache(maxsize=16)
def _read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def _plain(value: Any) -> Any:
    """Tensors as ``{"tensor": dtype, "shape": …, "values": …}``; raises TypeError for what JSON can't hold."""
    if isinstance(value, Tensor):
        numbers = _short(value.detach().flatten().tolist())
        return {"tensor": str(value.dtype).removeprefix("torch."), "shape": list(value.shape), "values": numbers}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"a {type(value).__name__} can't be kept in a file")


def _short(numbers: list[Any]) -> list[Any]:
    """Floats to :data:`DIGITS` digits; those that only rounding keeps from 0 are 0, since each processor rounds in its own way."""
    finite = [abs(number) for number in numbers if isinstance(number, float) and math.isfinite(number)]
    least = NOISE * max(finite, default=0.0)
    return [
        (0.0 if abs(number) < least else float(f"{number:.{DIGITS}g}")) if isinstance(number, float) else number
        for number in numbers
    ]


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        if plain.keys() == {"tensor", "shape", "values"}:
            return torch.tensor(plain["values"], dtype=getattr(torch, plain["tensor"])).reshape(plain["shape"])
        return {name: _value(item) for name, item in plain.items()}
    return [_value(item) for item in plain] if isinstance(plain, list) else plain
