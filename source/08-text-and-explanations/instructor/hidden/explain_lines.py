"""Models for the exercises on LIME, and the local line that belongs to the rows or texts that an answer asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import explain_watch as watch

Floats = NDArray[np.float64]


def curved(rng: np.random.Generator, d: int) -> tuple[dict[str, Any], Floats, Floats]:
    """A model with three classes that bends in every column, a case, and scales from a thousandth to a thousand."""
    at = rng.permutation(d).tolist()

    def terms(turn: int) -> list[list[Any]]:
        order = at[turn % d :] + at[: turn % d]
        sign = 1 if turn % 2 else -1
        made: list[list[Any]] = [[sign * (1.0 + 0.3 * place), "cube", [column]] for place, column in enumerate(order)]
        return [*made, [0.8 + turn, "product", order[:2]], [1.5, "bend", order[:1]], [0.7, "most", order]]

    unit = (10.0 ** rng.permutation(np.linspace(-3, 3, d))) * rng.uniform(1, 3, d)
    x = rng.uniform(1, 4, d) * unit * rng.choice([-1, 1], d)
    centre = x - 0.4 * unit * rng.choice([-1, 1], d)
    model = {"classes": [terms(1), terms(2), terms(3)], "centre": centre.tolist(), "unit": (1.6 * unit).tolist()}
    return model, x, unit


def _ridge(design: Floats, said: Floats, weight: Floats, penalty: float) -> Floats:
    """Intercept and weights of the weighted ridge regression; the intercept pays nothing."""
    full = np.column_stack([np.ones(len(design)), design])
    cost = penalty * np.eye(full.shape[1])
    cost[0, 0] = 0
    return np.asarray(np.linalg.solve(full.T @ (full * weight[:, None]) + cost, full.T @ (weight * said)))


def table_line(
    model: Mapping[str, Any], rows: Floats, x: Floats, scales: Floats, label: int, width: float, penalty: float
) -> tuple[float, list[float]]:
    """What the local line on these *rows* is: its value at x, and its weights for one standard deviation."""
    units = (rows - x) / scales
    near = np.exp(-np.square(units).sum(axis=1) / (2 * width**2))
    line = _ridge(units, watch.scores(model, rows)[:, label], near, penalty)
    return float(line[0]), [float(one) for one in line[1:]]


def text_line(
    model: Mapping[str, Any], texts: Sequence[str], text: str, label: int, width: float, penalty: float
) -> dict[str, float]:
    """The weight of each word in the local line on these *texts*."""
    words = list(dict.fromkeys(text.split()))
    there = np.array([[word in set(asked.split()) for word in words] for asked in texts], dtype=float)
    far = 1 - np.sqrt(there.sum(axis=1) / len(words))
    near = np.exp(-np.square(far) / (2 * width**2))
    line = _ridge(there, watch.text_scores(model, texts)[:, label], near, penalty)
    return dict(zip(words, [float(one) for one in line[1:]], strict=True))


STEMS = ("coffee", "cake", "Cake", "staff", "cold", "lovely", "커피가", "써요.", "soup,", "the", "not", "bitter")


def review(rng: np.random.Generator, d: int, *, twice: bool) -> tuple[str, dict[str, Any]]:
    """A text of *d* different words, one of them twice if *twice*, with uneven blanks, and a model of three classes."""
    words = [str(word) for word in rng.permutation(STEMS)[:d]]
    told = [*words, words[int(rng.integers(0, d - 2))]] if twice else words
    joined = "  ".join(told[:2]) + "\n" + " ".join(told[2:])

    def terms(turn: int) -> list[list[Any]]:
        order = words[turn:] + words[:turn]
        made: list[list[Any]] = [[0.1 * (place + 1) * (-1) ** place, [word]] for place, word in enumerate(order)]
        return [*made, [0.9, order[:2]], [-0.7 - turn / 4, order[1:3]], [0.5, order[-3:]]]

    return joined, {"classes": [terms(0), terms(1), terms(2)]}
