"""What is seen of answers about watching (lesson 6) that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import operator
import pickle
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.check.observers import beside

Floats = NDArray[np.float64]
Week = dict[str, list[float]]


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _globals() -> tuple[bytes, int, Any]:
    state: Any = np.random.get_state()
    return state[1].tobytes(), int(state[2]), random.getstate()


def plain(value: Any) -> Any:
    """The same with NumPy's numbers and texts as Python's; what is no plain data becomes its text."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return repr(value)[:80]


def _kept(week: Week, before: Week) -> bool:
    """Whether the week's lists are those of *before*: at once where nobody has touched them, else by their texts."""
    untouched = list(week) == list(before) and all(
        type(values) is list and len(values) == len(before[name]) and all(map(operator.is_, values, before[name]))
        for name, values in week.items()
    )
    return untouched or repr(week) == repr(before)


@beside
def once(answer: Callable[..., Any], arguments: list[Any], settings: dict[str, Any]) -> dict[str, Any]:
    """One call: what it returned, as plain data, and whether its arguments are as they were."""
    given = pickle.loads(pickle.dumps((arguments, settings)))  # much faster than deepcopy for days of requests
    try:
        said = answer(*given[0], **given[1])
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        return {"value": None, "error": _told(error), "kept": True}
    value = plain(said) if isinstance(said, list) or not isinstance(said, tuple) else repr(said)[:80]
    return {"value": value, "error": "", "kept": repr(given) == repr((arguments, settings))}


@beside
def weeks(
    answer: Callable[..., Any], reference: Week, some: Sequence[Week], settings: dict[str, Any]
) -> list[dict[str, Any]]:
    """What *answer* says of each week against *reference*, up to the first error."""
    seen: list[dict[str, Any]] = []
    for week in some:
        given = {name: list(values) for name, values in reference.items()}
        new = {name: list(values) for name, values in week.items()}
        try:
            said = answer(given, new, **settings)
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            seen.append({"names": None, "came": "", "error": _told(error), "kept": True})
            break
        names = plain(said) if isinstance(said, list) else None
        kept = _kept(given, reference) and _kept(new, week)
        seen.append({"names": names, "came": repr(said)[:120], "error": "", "kept": kept})
    return seen


@beside
def classified(
    answer: Callable[..., Any],
    reference: Floats,
    new: Floats,
    script: dict[str, list[float]],
    seed: int,
    settings: dict[str, Any],
) -> dict[str, Any]:
    """Run a classifier test with a classifier that is watched.

    Rows are known by their first column. Scores of rows that ``fit`` has not seen come from *script* ("old" and
    "new", in the order of their rows); rows that it has seen it knows by heart.
    """
    kinds = {float(row[0]): 0 for row in reference} | {float(row[0]): 1 for row in new}
    fitted: list[tuple[float, int]] = []
    scored: list[float] = []
    calls = 0

    def fit(rows: Any, labels: Any) -> Callable[[Any], Floats]:
        nonlocal calls
        calls += 1
        fitted.extend((float(row[0]), int(label)) for row, label in zip(np.asarray(rows), labels, strict=True))
        known = {key for key, _ in fitted}
        left = {kind: [key for key in kinds if kinds[key] == kind and key not in known] for kind in (0, 1)}
        scores = {key: 9.0 * kinds[key] for key in known if key in kinds}
        for kind, name in enumerate(("old", "new")):
            scores |= dict(zip(left[kind], script[name], strict=False))

        def score(some: Any) -> Floats:
            keys = [float(row[0]) for row in np.asarray(some)]
            scored.extend(keys)
            return np.array([scores.get(key, 0.0) for key in keys])

        return score

    copies = reference.copy(), new.copy()
    before = _globals()
    seen: dict[str, Any] = {"pair": None, "came": "", "error": ""}
    try:
        said = answer(copies[0], copies[1], fit, np.random.default_rng(seed), **settings)
        seen["came"] = repr(said)[:120]
        seen["pair"] = plain(said) if isinstance(said, tuple | list) and len(said) == 2 else None
    except Exception as error:  # noqa: BLE001
        seen["error"] = _told(error)
    kept = np.array_equal(copies[0], reference) and np.array_equal(copies[1], new)
    return {
        **seen, "calls": calls, "fitted": fitted, "scored": scored, "kept": kept, "global": before == _globals(),
    }  # fmt: skip


@beside
def rollouts(
    answer: Callable[..., Any], worlds: Sequence[list[dict[str, Any]]], plan: dict[str, Any]
) -> dict[str, Any]:
    """Each world played until *answer* says something else than "go on": the last words and at which step."""
    ends: list[tuple[Any, int]] = []
    before = _globals()
    for world in worlds:
        said: Any = "go on"
        for step in range(1, len(world) + 1):
            try:
                said = answer(world[:step], plan)
            except Exception as error:  # noqa: BLE001
                return {"ends": ends, "error": f"{_told(error)} (at step {step})", "global": True}
            if not isinstance(said, str) or said != "go on":
                break
        ends.append((plain(said), step))
    return {"ends": ends, "error": "", "global": before == _globals()}


@beside
def decided(answer: Callable[..., Any], history: list[dict[str, Any]], plan: dict[str, Any]) -> dict[str, Any]:
    """What *answer* says of one history, twice, and whether it left history and plan as they were."""
    given = [{name: tuple(pair) for name, pair in step.items()} for step in history]
    own = dict(plan)
    try:
        said = [plain(answer(given, own)), plain(answer(given, own))]
    except Exception as error:  # noqa: BLE001
        return {"said": None, "error": _told(error), "kept": True}
    kept = [dict(step) for step in given] == [dict(step) for step in history] and own == plan
    return {"said": said, "error": "", "kept": kept}
