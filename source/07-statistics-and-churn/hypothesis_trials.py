"""Answers of the lesson on hypotheses that draw random numbers, run next to the answer, and what they did."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from workbook.check.failure import show
from workbook.check.observers import beside

Numbers = Sequence[float]
KEPT = 30  # calls of the statistic that are sent back


def _mean(values: Numbers) -> float:
    return float(sum(values)) / len(values)


def _median(values: Numbers) -> float:
    ordered, middle = sorted(map(float, values)), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _spread(values: Numbers) -> float:
    return float(max(values) - min(values))


STATISTICS: dict[str, Callable[[Numbers, Numbers], float]] = {
    "means": lambda a, b: _mean(a) - _mean(b),
    "medians": lambda a, b: _median(a) - _median(b),
    "ranges": lambda a, b: _spread(a) - _spread(b),
    "means, in ranges of b": lambda a, b: (_mean(a) - _mean(b)) / (1 + _spread(b)),
}
"""Differences between two groups: 0 where the groups are alike."""


def plain(value: Any) -> Any:
    """A number as Python's own; anything else in words."""
    if type(value).__module__.partition(".")[0] in {"numpy", "torch"} and hasattr(value, "item"):
        try:
            value = value.item()
        except (ValueError, RuntimeError):
            return show(value)
    return value if type(value) in (int, float) else show(value)


class _Random:
    """The generator handed to an answer, and the global random numbers that it should leave alone."""

    def __init__(self, seed: int) -> None:
        import numpy

        self.own = numpy.random.default_rng(seed)
        self.before, self.start = self._shared(), str(self.own.bit_generator.state)

    @staticmethod
    def _shared() -> str:
        import random

        import numpy

        return f"{random.getstate()}{numpy.random.get_state(legacy=False)}"

    def notes(self) -> dict[str, bool]:
        """Whether the generator was used, and whether the global state is as it was."""
        return {"used": str(self.own.bit_generator.state) != self.start, "kept": self._shared() == self.before}


@beside
def rearranged(
    rearrange: Callable[..., Any], a: list[float], b: list[float], paired: bool, seed: int, times: int
) -> dict[str, Any]:
    """Rearrange *times* times: the two groups of each time as lists, and what became of the inputs and of the random numbers."""
    one, two, random = list(a), list(b), _Random(seed)
    seen = []
    for _ in range(times):
        answer = rearrange(one, two, paired, random.own)
        try:
            first, second = answer
            seen.append([[plain(value) for value in first], [plain(value) for value in second]])
        except (TypeError, ValueError):
            return {"seen": [], "odd": show(answer), "same": True, **random.notes()}
    return {"seen": seen, "odd": "", "same": one == a and two == b, **random.notes()}


@beside
def tested(
    permutation_test: Callable[..., Any], a: list[float], b: list[float], statistic: str, paired: bool, seed: int, draws: int | None
) -> dict[str, Any]:  # fmt: skip
    """One permutation test: its p-value, the groups that the statistic was asked about, what became of the inputs."""
    one, two, random = list(a), list(b), _Random(seed)
    calls: list[list[list[float]]] = []
    measure = STATISTICS[statistic]

    def watched(first: Numbers, second: Numbers) -> float:
        if len(calls) < KEPT:
            calls.append([[float(value) for value in first], [float(value) for value in second]])
        return measure(first, second)

    more = {} if draws is None else {"draws": draws}
    p = permutation_test(one, two, watched, paired, random.own, **more)
    return {"p": plain(p), "calls": calls, "same": one == a and two == b, **random.notes()}


@beside
def called(function: Callable[..., Any], args: list[Any], seed: int, more: dict[str, Any]) -> dict[str, Any]:
    """``function(*args, rng, **more)`` with a generator of this seed: the number that comes back, and the random numbers' state."""
    random = _Random(seed)
    value = plain(function(*args, random.own, **more))
    return {"value": str(value) if type(value) is float and math.isnan(value) else value, **random.notes()}


@beside
def kept(function: Callable[..., Any], values: list[float]) -> list[float]:
    """What the list *values* holds after ``function(values)``."""
    own = list(values)
    function(own)
    return own
