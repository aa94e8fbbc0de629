"""What is seen of answers about word vectors (lesson 3) that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from workbook.check.observers import beside

PARK = 271828182
"""Where the generators that the whole process shares are parked: no answer's seed, or seeding anew would leave no trace."""


def _shared() -> tuple[bytes, int, Any, bytes]:
    state: Any = np.random.get_state()
    return state[1].tobytes(), int(state[2]), random.getstate(), torch.get_rng_state().numpy().tobytes()


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(np.array_equal(one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def plain(value: Any) -> Any:
    """Arrays as nested lists, numbers and texts of NumPy as Python's, tuples as lists; tensors and the rest as they are."""
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.detach().clone() if isinstance(value, torch.Tensor) else value


@beside
def call(answer: Callable[..., Any], *given: Any, seed: int | None = None, **named: Any) -> dict[str, Any]:
    """Call *answer* once, with copies; with *seed*, a NumPy generator of it is the last argument.

    What is seen: ``value`` (as plain data), ``shape`` of an array, what ``came`` in words, the ``error``, whether the
    arguments were ``kept`` as they are, and whether the generators that the process shares are still the same (``shared``).
    """
    own, own_named = copy.deepcopy(given), copy.deepcopy(named)
    chance = () if seed is None else (np.random.default_rng(seed),)
    seen: dict[str, Any] = {"value": None, "shape": None, "came": "", "error": ""}
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    random.seed(PARK)
    np.random.seed(PARK)
    torch.manual_seed(PARK)
    before = _shared()
    try:
        value = answer(*own, *chance, **own_named)
        seen["value"], seen["came"] = plain(value), f"{type(value).__name__}, {value!r}"[:160]
        seen["shape"] = list(value.shape) if isinstance(value, np.ndarray) else None
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"], seen["kind"] = (
            f"{type(error).__name__}: {error}",
            [each.__name__ for each in type(error).__mro__],
        )
    seen["shared"] = _shared() == before
    random.setstate(states[0])
    np.random.set_state(states[1])
    torch.set_rng_state(states[2])
    seen["kept"] = _same(given, own) and _same(named, own_named)
    return seen
