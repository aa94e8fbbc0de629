"""Whether answers about word vectors (lesson 3) have their form and their values: what is expected comes with the call.

Vectors are compared up to sign and rotation, by their dot products; draws by exact tails of the binomial distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import stats

import vectors_watch as watch
from workbook.check.failure import UNWRITTEN, Failure

Floats = NDArray[np.float64]
RARE = 1e-9
"""A sound generator gives a word so often, or so seldom, once in this many tests; some hundred are made a run."""


def value(answer: Callable[..., Any], *given: Any, what: str, seed: int | None = None, **named: Any) -> Any:
    """What *answer* returns; fail if it isn't written, raises, or changes what it was given."""
    return _sound(watch.call(answer, *given, seed=seed, **named), what)["value"]


def _sound(seen: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a result", seen["error"])
    if not seen["kept"]:
        raise Failure(f"{what} changed what it was given", "arguments as they were", look="a copy of your own")
    if not seen["shared"]:
        raise Failure(f"{what} used or seeded a generator that the whole program shares", "chance from rng alone")
    return seen


def _number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool)


def numbers(came: Any, shape: tuple[int, ...], what: str) -> Floats:
    """*came* as an array; fail unless it has this *shape* and holds finite numbers."""
    try:
        table = np.array(came, dtype=float)
    except (TypeError, ValueError):
        raise Failure(what, f"numbers in the shape {shape}", f"{came!r}"[:120]) from None
    if came is None or table.shape != shape:
        raise Failure(f"the shape of {what}", str(shape), "None" if came is None else str(table.shape))
    if not np.isfinite(table).all():
        raise Failure(what, "finite numbers", f"{came!r}"[:120], "the logarithm of 0; 0 divided by 0")
    return table


def values(answer: Callable[..., Any], *given: Any, expected: Any, what: str, look: str = "", **named: Any) -> None:
    """Fail unless *answer* returns an array close to *expected*."""
    wanted = np.array(expected, dtype=float)
    seen = _sound(watch.call(answer, *given, **named), what)
    if seen["value"] is not None and seen["shape"] is None:
        raise Failure(what, "a NumPy array", seen["came"])
    got = numbers(seen["value"], wanted.shape, what)
    off = np.abs(got - wanted) > 1e-7 + 1e-6 * np.abs(wanted)
    if off.any():
        place = tuple(int(i) for i in np.argwhere(off)[0])
        raise Failure(f"{what}, at {list(place)}", f"{wanted[place]:.6g}", f"{got[place]:.6g}", look)


def pairs(
    answer: Callable[..., Any], *given: Any, expected: Sequence[tuple[str, str]], what: str, **named: Any
) -> None:
    """Fail unless *answer* returns exactly these pairs, in this order."""
    got = value(answer, *given, what=what, **named)
    if not isinstance(got, list) or not all(isinstance(one, list) and len(one) == 2 for one in got):
        raise Failure(what, "a list of pairs (centre, context)", f"{got!r}"[:120])
    told, wanted = [tuple(one) for one in got], list(expected)
    if sorted(map(str, told)) != sorted(map(str, wanted)):
        extra = next((one for one in told if told.count(one) > wanted.count(one)), None)
        missing = next((one for one in wanted if told.count(one) < wanted.count(one)), None)
        fault = (f"too often: {extra}; " if extra else "") + (f"missing: {missing}" if missing else "")
        raise Failure(
            what, f"{len(wanted)} pairs", f"{len(told)} pairs; {fault}", "where a sentence ends; both sides; repeats"
        )
    for place, (one, other) in enumerate(zip(told, wanted, strict=True)):
        if one != other:
            raise Failure(
                f"the order of {what}, at [{place}]", str(other), str(one), "centres, then contexts, from left to right"
            )


def gram(answer: Callable[..., Any], matrix: Floats, size: int, expected: Floats, what: str) -> None:
    """Fail unless the dot products of the vectors are as *expected*: signs and rotations are free."""
    seen = _sound(watch.call(answer, matrix, size), what)
    got = numbers(seen["value"], (len(matrix), size), what)
    off = float(np.abs(got @ got.T - expected).max())
    if off > 1e-4 * float(np.abs(expected).max()):
        i, j = (int(k) for k in np.unravel_index(int(np.abs(got @ got.T - expected).argmax()), expected.shape))
        raise Failure(
            f"{what}: the dot product of rows {i} and {j}", f"{expected[i, j]:.4f}", f"{got[i] @ got[j]:.4f}",
            "left singular vectors, each times the root of its singular value; the largest ones",
        )  # fmt: skip


def listed(
    answer: Callable[..., Any], *given: Any, expected: list[Any], what: str, look: str = "", **named: Any
) -> None:
    """Fail unless *answer* returns exactly this list."""
    got = value(answer, *given, what=what, **named)
    if not isinstance(got, list) or [str(one) for one in got] != [str(one) for one in expected]:
        raise Failure(what, str(expected), f"{got!r}"[:160], look)


def found(
    answer: Callable[..., Any], *given: Any, expected: list[list[int]], what: str, look: str = "", **named: Any
) -> None:
    """Fail unless *answer* returns these places, a list for each query."""
    got = value(answer, *given, what=what, **named)
    if not isinstance(got, list) or len(got) != len(expected) or not all(isinstance(one, list) for one in got):
        raise Failure(what, f"a list of {len(expected)} lists", f"{got!r}"[:160])
    for number, (one, other) in enumerate(zip(got, expected, strict=True)):
        if any(isinstance(place, bool) or not isinstance(place, int) for place in one) or one != other:
            raise Failure(f"{what}: the places for query [{number}]", str(other), f"{one!r}"[:160], look)


def refused(answer: Callable[..., Any], *given: Any, kind: type[Exception], what: str) -> None:
    """Fail unless *answer* raises *kind*."""
    seen = watch.call(answer, *given)
    if kind.__name__ not in seen.get("kind", []):
        raise Failure(what, f"{kind.__name__} raised", seen["error"] or seen["came"])


def shares(answer: Callable[..., Any], *given: Any, expected: Mapping[str, float], what: str) -> None:
    """Fail unless *answer* returns a dict of these chances."""
    got = value(answer, *given, what=what)
    if not isinstance(got, dict) or set(got) != set(expected):
        raise Failure(what, f"a dict of the words {sorted(expected)}", f"{got!r}"[:160])
    for word, chance in expected.items():
        if not _number(got[word]) or not math.isclose(got[word], chance, rel_tol=1e-6, abs_tol=1e-12):
            raise Failure(
                f"{what}: the chance of {word!r}",
                f"{chance:.6g}",
                f"{got[word]!r}"[:60],
                "the power; the sum must be 1",
            )


def drawn(
    answer: Callable[..., Any], contexts: list[str], chances: Mapping[str, float], k: int, seed: int, what: str
) -> list[list[str]]:
    """The rows that *answer* draws; fail unless there are *k* words for each context, none of them the context."""
    rows = value(answer, contexts, dict(chances), k, seed=seed, what=what)
    if not isinstance(rows, list) or len(rows) != len(contexts):
        raise Failure(what, f"{len(contexts)} lists, one for each context", f"{rows!r}"[:120])
    for context, row in zip(contexts, rows, strict=True):
        if not isinstance(row, list) or len(row) != k or not all(isinstance(word, str) for word in row):
            raise Failure(f"{what}: the noise for {context!r}", f"a list of {k} words", f"{row!r}"[:120])
        if context in row:
            raise Failure(f"{what}: the noise for {context!r}", "other words", str(row), "a word as its own noise")
        strange = next((word for word in row if not chances.get(word)), None)
        if strange is not None:
            raise Failure(f"{what}: the noise for {context!r}", "words with a chance above 0", str(row))
    return [[str(word) for word in row] for row in rows]


def as_often(rows: Sequence[Sequence[str]], chances: Mapping[str, float], what: str) -> None:
    """Fail if a word was drawn so often, or so seldom, as its chance allows once in a thousand million tries."""
    flat = [word for row in rows for word in row]
    for word, chance in chances.items():
        count = flat.count(word)
        likely = stats.binom.cdf(count, len(flat), chance), stats.binom.sf(count - 1, len(flat), chance)
        if min(likely) < RARE:
            raise Failure(
                f"{what}: how often {word!r} came in {len(flat)} draws", f"about {chance * len(flat):.0f}", str(count), "the chances; each draw by itself"
            )  # fmt: skip


def gradients(
    answer: Callable[..., Any], batch: Mapping[str, torch.Tensor], expected: Sequence[torch.Tensor], what: str
) -> None:
    """Fail unless *answer* returns this loss and these two gradients."""
    given = [batch[name] for name in ("V", "C", "centre", "context", "noise")]
    got = value(answer, *given, what=what)
    if not isinstance(got, list) or len(got) != 3:
        raise Failure(what, "(loss, gradient of V, gradient of C)", f"{got!r}"[:120])
    tolerance = 1e-7 if given[0].dtype == torch.float64 else 2e-4
    looks = (
        "the mean over the pairs; the noise counts, too",
        "how V enters: context and noise",
        "repeated words add up; the sign of the noise",
    )
    for name, one, other, look in zip(
        ("the loss", "the gradient of V", "the gradient of C"), got, expected, looks, strict=True
    ):
        table = one if isinstance(one, torch.Tensor) else torch.tensor(float(one) if _number(one) else math.nan)
        if tuple(table.shape) != tuple(other.shape):
            raise Failure(f"the shape of {name} ({what})", str(tuple(other.shape)), str(tuple(table.shape)))
        if isinstance(one, torch.Tensor) and one.dtype != given[0].dtype:
            raise Failure(f"the dtype of {name} ({what})", str(given[0].dtype), str(one.dtype))
        if not torch.isfinite(table).all():
            raise Failure(
                f"{name} ({what})", "finite numbers", "inf or nan", "the logarithm of a number that was rounded to 0"
            )
        off = (table.double() - other).abs() > tolerance * (1 + other.abs())
        if off.any():
            place = tuple(int(i) for i in off.nonzero()[0]) if table.ndim else ()
            raise Failure(
                f"{name} ({what})" + (f", at {list(place)}" if place else ""),
                f"{other[place].item():.6g}",
                f"{table[place].item():.6g}",
                look,
            )


def direction(answer: Callable[..., Any], matrix: Floats, expected: Floats, what: str) -> None:
    """Fail unless *answer* returns *expected* or its opposite."""
    got = numbers(_sound(watch.call(answer, matrix), what)["value"], expected.shape, what)
    if min(float(np.abs(got - expected).max()), float(np.abs(got + expected).max())) > 1e-5:
        raise Failure(
            what, f"{np.round(expected, 4).tolist()}, or its opposite", str(np.round(got, 4).tolist()), "its length; the mean is not subtracted"
        )  # fmt: skip
