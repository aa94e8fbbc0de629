"""What is seen of answers of the lesson on explanations, which run next to the answer: raw observations, never a verdict.

A model arrives as plain data and is built here, since it is asked thousands of times. A table's model: ``classes``, a list of
terms for each column of its answer (one column: ``single``), a term ``(weight, kind, columns)`` of the columns in units
(value − ``centre``) / ``unit``. A text's model: ``classes`` of terms ``(weight, words)`` that count where all the words stand.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbook.check.observers import beside

Floats = NDArray[np.float64]
Model = Mapping[str, Any]
KINDS: dict[str, Callable[[Floats], Floats]] = {
    "product": lambda part: part.prod(axis=1),
    "most": lambda part: part.max(axis=1),
    "least": lambda part: part.min(axis=1),
    "bend": lambda part: np.tanh(part.sum(axis=1)),
    "sum": lambda part: part.sum(axis=1),
    "cube": lambda part: part.sum(axis=1) ** 3,
}


def scores(model: Model, rows: Floats) -> Floats:
    """What the table's *model* says of *rows*: a column for each class."""
    units = (rows - np.array(model["centre"])) / np.array(model["unit"])
    columns = []
    for terms in model["classes"]:
        total = np.zeros(len(rows))
        for weight, kind, places in terms:
            total = total + weight * KINDS[kind](units.take(places, axis=1))
        columns.append(total)
    return np.column_stack(columns)


class TooMany(RuntimeError):
    """A model was asked for more rows than the text allows."""


def watched(model: Model, asked: list[Floats], most: int | None = None) -> Callable[[Any], Floats]:
    """The table's model as an answer gets it; what it is asked is added to *asked*."""
    width = len(model["centre"])
    total = 0

    def predict(rows: Any) -> Floats:
        nonlocal total
        table = np.array(rows, dtype=float)
        if table.ndim != 2 or table.shape[1] != width:
            raise ValueError(f"predict takes a table with {width} columns, not an array of shape {table.shape}")
        total += len(table)
        if most is not None and total > most:
            raise TooMany(f"predict was asked for more than {most:,} rows")
        asked.append(table)
        said = scores(model, table)
        return said[:, 0] if model.get("single") else said

    return predict


def text_scores(model: Model, texts: Sequence[str]) -> Floats:
    """What the text's *model* says of *texts*: a column for each class. It knows words by what stands between blanks."""
    known = [set(text.split()) for text in texts]
    return np.array([
        [sum((weight for weight, words in terms if set(words) <= here), 0.0) for terms in model["classes"]]
        for here in known
    ]).reshape(len(texts), len(model["classes"]))  # fmt: skip


@contextmanager
def _globals() -> Iterator[Callable[[], bool]]:
    """Within the block: whether the generators that the whole process shares are still as they were at its beginning."""

    def states() -> tuple[bytes, int, Any]:
        state: Any = np.random.get_state()
        return state[1].tobytes(), int(state[2]), random.getstate()

    kept: Any = np.random.get_state(), random.getstate()
    np.random.seed(141421356)  # no answer's seed, or seeding anew would leave no trace
    random.seed(141421356)
    before = states()
    try:
        yield lambda: states() == before
    finally:
        np.random.set_state(kept[0])
        random.setstate(kept[1])


def number(value: Any) -> float | None:
    """A number as a float; None for anything else."""
    real = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    return float(value) if real else None


def numbers(value: Any) -> list[float] | None:
    """A list, tuple or array of one dimension as a list of floats; None for anything else."""
    if isinstance(value, np.ndarray):
        value = list(value) if value.ndim == 1 else None
    if not isinstance(value, list | tuple):
        return None
    made = [number(one) for one in value]
    return [one for one in made if one is not None] if None not in made else None


def came(value: Any) -> str:
    """What came, in words."""
    return "a function" if callable(value) else f"{type(value).__name__}, {value!r}"[:140]


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _start() -> dict[str, Any]:
    return {"number": None, "values": None, "pair": None, "came": "", "error": "", "kept": True, "global": True}


def _read(seen: dict[str, Any], result: Any) -> None:
    seen["came"] = came(result)
    seen["number"], seen["values"] = number(result), numbers(result)
    if isinstance(result, tuple | list) and len(result) == 2:
        first, rest = number(result[0]), numbers(result[1])
        if first is not None and rest is not None:
            seen["pair"] = {"first": first, "rest": rest}


@beside
def on_tables(
    answer: Callable[..., Any], cases: Sequence[tuple[Model, list[Any], list[Any]]], most: int | None = None
) -> list[dict[str, Any]]:
    """What *answer(predict, *arrays, *more)* returns in each case, up to the first error, and whether the arrays stayed as they were."""
    made = []
    for model, arrays, more in cases:
        asked: list[Floats] = []
        seen = _start()
        given = [np.array(one) for one in arrays]
        try:
            _read(seen, answer(watched(model, asked, most), *given, *more))
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            seen["error"] = _told(error)
        seen["kept"] = all(np.array_equal(one, was) for one, was in zip(given, arrays, strict=True))
        made.append(seen)
        if seen["error"]:
            break
    return made


@beside
def plainly(answer: Callable[..., Any], calls: list[list[Any]]) -> list[dict[str, Any]]:
    """What *answer* returns for each list of arguments, up to the first error, and whether these stayed as they were."""
    made = []
    for arguments in calls:
        seen = _start()
        given = [np.array(one) if isinstance(one, np.ndarray) else one for one in arguments]
        try:
            _read(seen, answer(*given))
        except Exception as error:  # noqa: BLE001
            seen["error"] = _told(error)
        seen["kept"] = all(np.array_equal(one, was) for one, was in zip(given, arguments, strict=True))
        made.append(seen)
        if seen["error"]:
            break
    return made


@beside
def by_seeds(
    answer: Callable[..., Any], model: Model, x: Floats, background: Floats, draws: int, seeds: list[int]
) -> list[dict[str, Any]]:
    """One run of *answer(predict, x, background, draws, rng)* for each seed, up to the first error, with the rows it asked about."""
    runs = []
    for seed in seeds:
        asked: list[Floats] = []
        seen = _start()
        given = x.copy(), background.copy()
        with _globals() as same:
            try:
                _read(seen, answer(watched(model, asked), *given, draws, np.random.default_rng(seed)))
            except Exception as error:  # noqa: BLE001
                seen["error"] = _told(error)
            seen["global"] = same()
        seen["kept"] = np.array_equal(given[0], x) and np.array_equal(given[1], background)
        runs.append({**seen, "rows": np.concatenate(asked) if asked else np.empty((0, len(x)))})
        if seen["error"]:
            break
    return runs


@beside
def around_table(
    answer: Callable[..., Any], model: Model, x: Floats, scales: Floats, label: int, seed: int, settings: dict[str, Any]
) -> dict[str, Any]:
    """One run of *answer(predict, x, scales, label, rng, ...)*, with the rows that it asked about."""
    asked: list[Floats] = []
    seen = _start()
    given = x.copy(), scales.copy()
    with _globals() as same:
        try:
            _read(seen, answer(watched(model, asked), *given, label, np.random.default_rng(seed), **settings))
        except Exception as error:  # noqa: BLE001
            seen["error"] = _told(error)
        seen["global"] = same()
    seen["kept"] = np.array_equal(given[0], x) and np.array_equal(given[1], scales)
    return {**seen, "rows": np.concatenate(asked) if asked else np.empty((0, len(x)))}


@beside
def around_text(
    answer: Callable[..., Any], model: Model, text: str, label: int, seed: int, settings: dict[str, Any]
) -> dict[str, Any]:
    """One run of *answer(predict, text, label, rng, ...)*, with the texts that it asked about."""
    asked: list[str] = []

    def predict(texts: Any) -> Floats:
        if isinstance(texts, str) or not all(isinstance(one, str) for one in texts):
            raise TypeError("predict takes a list of texts")
        asked.extend(str(one) for one in texts)
        return text_scores(model, [str(one) for one in texts])

    seen = {**_start(), "words": None}
    with _globals() as same:
        try:
            result = answer(predict, text, label, np.random.default_rng(seed), **settings)
            seen["came"] = came(result)
            if isinstance(result, dict):
                pairs = {str(word): number(weight) for word, weight in result.items()}
                seen["words"] = pairs if None not in pairs.values() else None
        except Exception as error:  # noqa: BLE001
            seen["error"] = _told(error)
        seen["global"] = same()
    return {**seen, "texts": asked}


@beside
def coloured(answer: Callable[..., Any], reviews: Sequence[tuple[str, dict[str, float]]]) -> list[dict[str, Any]]:
    """The page that *answer* makes of each text and its weights, up to the first error, and whether these stayed as they were."""
    made: list[dict[str, Any]] = []
    for text, weights in reviews:
        given = dict(weights)
        try:
            page = answer(text, given)
        except Exception as error:  # noqa: BLE001
            return [*made, {"page": None, "came": "", "error": _told(error), "kept": True}]
        kept = list(given.items()) == list(weights.items())
        made.append(
            {"page": str(page) if isinstance(page, str) else None, "came": came(page), "error": "", "kept": kept}
        )
    return made
