"""What is seen of answers about recommendation that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.check.observers import beside

Floats = NDArray[np.float64]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return bool(one == other)


@beside
def kept(function: Callable[..., Any], arguments: tuple[Any, ...]) -> list[bool]:
    """For each of *arguments* whether a call of *function* left it as it was."""
    given = copy.deepcopy(arguments)
    function(*given)
    return [_same(one, other) for one, other in zip(arguments, given, strict=True)]


@beside
def fit(function: Callable[..., Any], counts: Floats, settings: tuple[Any, ...], seed: int) -> dict[str, Any]:
    """Call *function* on *counts*, *settings* and a generator of *seed*: what came, and whether the shared generator was left alone."""
    given, state = counts.copy(), np.random.get_state()
    np.random.seed(718281828)  # no answer's seed, or seeding anew would leave no trace
    before: Any = np.random.get_state()
    try:
        came = function(given, *settings, np.random.default_rng(seed))
        after: Any = np.random.get_state()
    finally:
        np.random.set_state(state)
    alone = bool(np.array_equal(before[1], after[1])) and before[2] == after[2]
    pair = list(came) if isinstance(came, tuple | list) else [came]
    return {
        "came": [np.array(one, dtype=float) if isinstance(one, np.ndarray) else type(one).__name__ for one in pair],
        "kept": bool(np.array_equal(given, counts)), "alone": alone,
    }  # fmt: skip
