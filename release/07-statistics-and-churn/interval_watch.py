"""What is seen of answers about intervals (lesson 2) that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.check.observers import beside

Floats = NDArray[np.float64]


def mean(rows: Floats) -> float:
    """The mean of the rows."""
    return float(np.mean(rows))


def spread(rows: Floats) -> float:
    """The standard deviation of the rows."""
    return float(np.std(rows))


def ratio(rows: Floats) -> float:
    """The sum of the second column over the sum of the first."""
    first, second = np.sum(rows, axis=0)
    return float(second / first)


STATISTICS: dict[str, Callable[[Floats], float]] = {"mean": mean, "spread": spread, "ratio": ratio}


def ends(result: Any) -> tuple[list[float] | None, str]:
    """The two numbers of a pair (None if it is no pair of numbers), and what came, in words."""
    came = f"{type(result).__name__}, {result!r}"[:120]
    if not isinstance(result, tuple | list | np.ndarray) or len(result) != 2:
        return None, came
    if not all(isinstance(end, int | float | np.integer | np.floating) and not isinstance(end, bool) for end in result):
        return None, came
    return [float(end) for end in result], came


@beside
def each(interval: Callable[..., Any], calls: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What *interval* returns for each tuple of arguments, up to the first error."""
    seen: list[dict[str, Any]] = []
    for arguments in calls:
        try:
            pair, came = ends(interval(*arguments))
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            seen.append({"pair": None, "came": "", "error": f"{type(error).__name__}: {error}"})
            break
        seen.append({"pair": pair, "came": came, "error": ""})
    return seen


@contextmanager
def _globals() -> Iterator[Callable[[], bool]]:
    """Within the block: whether the generators that the whole process shares are still as they were at its beginning."""

    def states() -> tuple[bytes, int, Any]:
        state: Any = np.random.get_state()
        return state[1].tobytes(), int(state[2]), random.getstate()

    kept: Any = np.random.get_state(), random.getstate()
    np.random.seed(718281828)  # no answer's seed, or seeding anew would leave no trace
    random.seed(718281828)
    before = states()
    try:
        yield lambda: states() == before
    finally:
        np.random.set_state(kept[0])
        random.setstate(kept[1])


@beside
def bootstrap(
    interval: Callable[..., Any],
    rows: Floats,
    statistic: str,
    seed: int,
    settings: dict[str, Any],
    noted: bool = False,
) -> dict[str, Any]:
    """Run *interval* once: what it returned, and what it left changed; if *noted*, the rows of each draw by their place.

    Rows are known by the value of their (first) column, so these differ. A row that isn't there has the place -1.
    """
    keys = rows if rows.ndim == 1 else rows[:, 0]
    place = {float(key): position for position, key in enumerate(keys)}
    function, drawn = STATISTICS[statistic], []
    calls = 0
    other = ""

    def counted(some: Any) -> float:
        nonlocal calls, other
        calls += 1
        if not isinstance(some, np.ndarray):
            other = other or type(some).__name__
        if noted:
            first = np.asarray(some, dtype=float)
            first = first if first.ndim == 1 else first[:, 0]
            drawn.append([place.get(float(key), -1) for key in first])
        return function(some)

    given = rows.copy()
    own = {name: value.copy() if isinstance(value, np.ndarray | list) else value for name, value in settings.items()}
    seen: dict[str, Any] = {"pair": None, "came": "", "error": ""}
    with _globals() as same:
        try:
            seen["pair"], seen["came"] = ends(interval(given, counted, np.random.default_rng(seed), **own))
        except Exception as error:  # noqa: BLE001
            seen["error"] = f"{type(error).__name__}: {error}"
        untouched = same()
    kept = np.array_equal(given, rows) and all(np.array_equal(own[name], settings[name]) for name in settings)
    return {**seen, "calls": calls, "drawn": drawn, "kept": kept, "global": untouched, "other": other}


@beside
def coverage(
    answer: Callable[..., Any],
    script: Sequence[tuple[float, float]],
    truth: float,
    seed: int,
    settings: dict[str, Any],
    size: int = 8,
    counts: bool = False,
) -> dict[str, Any]:
    """Run *answer* with a method that is watched: what it returned, and how its samples were made.

    *script*: the intervals, call by call, over and over.
    A sample is an array of *size* values around *truth*, or, with *counts*, a pair (k, n).
    """
    drawn: list[Any] = []
    asked: list[Any] = []
    given: list[tuple[float, float]] = []

    def known(sample: Any) -> Any:
        return type(sample).__name__, tuple(np.ravel(np.asarray(sample)).tolist())

    def draw(rng: np.random.Generator) -> Any:
        sample: Any = (int(rng.integers(0, 10**9)), 10**9) if counts else rng.normal(truth, 1.0, size)
        drawn.append(known(sample))
        return sample

    def method(sample: Any) -> tuple[float, float]:
        asked.append(known(sample))
        given.append(script[len(given) % len(script)])
        return given[-1]

    seen: dict[str, Any] = {"report": {}, "came": "", "error": ""}
    with _globals() as same:
        try:
            report = answer(method, draw, truth, np.random.default_rng(seed), **settings)
            seen["came"] = f"{type(report).__name__}, {report!r}"[:160]
            if isinstance(report, dict):
                seen["report"] = {str(name): _plain(value) for name, value in report.items()}
        except Exception as error:  # noqa: BLE001
            seen["error"] = f"{type(error).__name__}: {error}"
        untouched = same()
    return {
        **seen, "calls": len(given), "drawn": len(drawn), "distinct": len(set(asked)), "strange": len(set(asked) - set(drawn)),
        "first": list(drawn[0][1]) if drawn else [], "global": untouched,
    }  # fmt: skip


def _plain(value: Any) -> float | str:
    return float(value) if isinstance(value, int | float | np.integer | np.floating) else str(value)
