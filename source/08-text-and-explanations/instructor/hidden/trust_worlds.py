"""Models, rows and explanations for the lesson on trust: shapes are planted, numbers are drawn.

Every draw holds its traps (rows on the edges, an interval without rows, equal weights, labels that come unequally often), so that no seed
decides about an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hidden import trust_truth as truth
from workbook.check.drawn import drawn_once

Floats = NDArray[np.float64]
Model = Callable[[pd.DataFrame], Floats]
Row = dict[str, float]
Case = TypeVar("Case")
NAMES = ("rent", "income", "months", "orders", "tenure", "visits", "score")


def until(draw: Callable[[], Case], good: Callable[[Case], bool], what: str, tries: int = 3000) -> Case:
    """Draw until a case is good."""
    for _ in range(tries):
        case = draw()
        if good(case):
            return case
    raise AssertionError(f"no {what} in {tries} draws")


@dataclass(frozen=True)
class Curves:
    """Rows, a model of them, the column in question, grid or edges, and in words what is special."""

    rows: pd.DataFrame
    model: Model
    name: str
    marks: list[float]
    kind: str


def _names(rng: np.random.Generator, count: int) -> list[str]:
    return [str(name) for name in rng.permutation(np.array(NAMES))[:count]]


def _labels(rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """Labels of rows in no order, some of them twice."""
    return np.asarray(rng.permutation(size) // 2 + 3)


def grid(rng: np.random.Generator) -> Curves:
    """Whole numbers in the column, a grid with fractions, in no order, with a value twice and one far outside."""
    names = _names(rng, 3)
    size = int(rng.integers(9, 14))
    rows = pd.DataFrame({name: rng.integers(0, 12, size) for name in names}, index=_labels(rng, size))
    a, b, c = rng.uniform(0.5, 2, 3)

    def model(frame: pd.DataFrame) -> Floats:
        x, y, z = (frame[name].to_numpy(float) for name in names)
        return np.asarray(a * x * y / 4 + b * np.sin(x) + c * np.sqrt(1 + z * z + x * x))

    low = float(rng.integers(0, 4)) + 0.5
    return Curves(
        rows, model, names[0], [low + 5, low, low + 2.25, low + 5, low + 40], "whole numbers, a grid in no order"
    )


def edges(rng: np.random.Generator, kind: str) -> Curves:
    """Rows on every edge, in each interval another number; in "nobody in the middle" an interval has none."""
    names = _names(rng, 3)
    step = float(rng.integers(2, 5))
    marks = [float(mark) for mark in np.cumsum([rng.integers(-3, 4), *(step + rng.permutation(4))])]
    filled = [(1, 2), (3, 1), (1, 3), (2, 2)] if kind == "rows on every edge" else [(2, 1), (0, 0), (4, 2), (1, 3)]
    values = [marks[0], marks[0]]
    for (inside, upon), low, high in zip(filled, marks, marks[1:], strict=False):
        values += [*rng.uniform(low + 0.25, high - 0.25, inside), *[high] * upon]
    x = rng.permutation(np.array(values))
    other = x + rng.uniform(-3, 3, len(x))
    rows = pd.DataFrame({names[2]: rng.uniform(0, 9, len(x)), names[0]: x, names[1]: other}, index=_labels(rng, len(x)))
    a, b, c = rng.uniform(0.5, 2, 3)

    def model(frame: pd.DataFrame) -> Floats:
        u, v, w = (frame[name].to_numpy(float) for name in names)
        return np.asarray(a * u * v / 5 + b * u * u / 3 + c * np.cos(w + u))

    return Curves(rows, model, names[0], marks, kind)


@dataclass(frozen=True)
class Pair:
    """Two columns that may go together, a model, and what the three methods are given."""

    rows: pd.DataFrame
    model: Model
    name: str
    other: str
    edges: list[float]
    reach: dict[str, float]
    orders: list[list[int]]
    kind: str

    @cached_property
    def report(self) -> dict[str, object]:
        """What is expected."""
        return truth.liars(self.model, self.rows, self.name, self.other, self.edges, self.reach, self.orders)


PAIRS = (
    "apart", "twins that add up", "twins that subtract", "a cliff far above", "a cliff far below", "nobody in the middle", "a flat end",
    "a light twin", "a light twin that subtracts", "a lighter twin that subtracts", "a cliff before the first edge's rows", "nobody at the beginning",
    "steep where its people are",
)  # fmt: skip
LIES = ("a cliff far above", "a cliff far below", "a cliff before the first edge's rows")
RATIOS = {
    "twins that add up": (1.7, 2.1), "twins that subtract": (0.0, 0.58), "a cliff far above": (0.0, 0.58), "a cliff far below": (0.0, 0.58),
    "a cliff before the first edge's rows": (0.0, 0.58), "steep where its people are": (0.0, 0.58),
    "a flat end": (0.75, 1.46), "a light twin": (1.52, 1.62), "a light twin that subtracts": (0.615, 0.655),
    "a lighter twin that subtracts": (0.675, 0.73),
}  # fmt: skip
"""Where what both weigh together lies, as a part of what they weigh alone; 0.75 to 1.3 for the others."""
SECOND = {
    "twins that subtract": -1.0, "a light twin": 0.31, "a light twin that subtracts": -0.19, "a lighter twin that subtracts": -0.155,
}  # fmt: skip
"""Slope of the second column, beside 1 for the first; 1 for the others."""


def _places(kind: str) -> NDArray[np.int64]:
    """Values of the first column: from 0 to 39, each twice, or with nobody in an interval of the edges."""
    x = np.repeat(np.arange(40), 2)
    if kind == "nobody in the middle":
        return np.where(x < 20, x * 14 // 19, 26 + (x - 20) * 13 // 19)
    if kind == "nobody at the beginning":
        return np.maximum(x, 8)
    return np.where(x < 8, 0, x) if kind == "a cliff before the first edge's rows" else x


def _model_of_pair(rng: np.random.Generator, kind: str, names: list[str]) -> Model:
    """A sum of both columns, and what is special."""
    a = float(rng.uniform(0.9, 1.1))
    b = (
        a
        * SECOND.get(kind, 1.0)
        * (float(rng.uniform(0.9, 1.1)) if kind not in SECOND or kind == "twins that subtract" else 1.0)
    )
    side = 1.0 if kind == "a cliff far above" else -1.0
    mixed = {"apart": 0.004, "nobody in the middle": 0.004, "a flat end": 0.16}.get(kind, 0.0)

    def model(frame: pd.DataFrame) -> Floats:
        u, v, w = (frame[one].to_numpy(float) for one in names)
        if kind in ("a cliff far above", "a cliff far below"):
            return np.asarray(a * u + 3.5 * np.clip(side * (u - v) - 5, 0, None) + w / 20)
        if kind == "a flat end":
            return np.asarray(a * np.clip(u, 0, 25) + mixed * u * v + w / 20)
        if kind == "steep where its people are":  # for the few in the middle, on both columns; others hardly move
            return np.asarray(a * u + 1.8 * a * (u - 19.5) * ((v >= 12) & (v <= 27)) + w / 20)
        if kind == "a cliff before the first edge's rows":
            return np.asarray(a * u + 6 * np.clip(7 - u, 0, None) * (v > 5) + w / 20)
        total = a * u + b * v + mixed * u * v + w / 20
        return np.asarray(-total if kind == "apart" else total)

    return model


def _pair(rng: np.random.Generator, kind: str) -> Pair:
    names = _names(rng, 3)
    name, other, third = names
    x = _places(kind)
    near = kind not in ("apart", "nobody in the middle", "nobody at the beginning")
    z = x + rng.integers(-2, 3, len(x)) if near else rng.permutation(x)
    order = rng.permutation(len(x))
    columns = {third: rng.integers(0, 9, len(x)), other: z[order], name: x[order]}
    rows = pd.DataFrame(columns, index=_labels(rng, len(x)))
    model = _model_of_pair(rng, kind, names)
    orders = [[int(place) for place in rng.permutation(len(x))] for _ in range(4)]
    marks = [0.0, 7.0, 14.0, 25.0, 32.0, 39.0]
    reach = {name: float(rng.integers(1, 4)), other: float(rng.integers(2, 5))}
    return Pair(rows, model, name, other, marks, reach, orders, kind)


@drawn_once
def pair(rng: np.random.Generator, kind: str) -> Pair:
    """A pair whose verdicts are clear: no number lies near a limit."""

    def clear(case: Pair) -> bool:
        gap = truth.gap(case.model, case.rows, case.name, case.edges)
        ratio = truth.ratio(case.model, case.rows, case.name, case.other, case.orders)
        low, high = RATIOS.get(kind, (0.75, 1.3))
        lies = gap > 0.62 if kind in LIES else 0.36 < gap < 0.46 if kind == "a flat end" else gap < 0.3
        if kind == "steep where its people are":  # more than half of partial dependence's largest step, less of ALE's
            own = truth.gap(case.model, case.rows, case.name, case.edges, of_ours=True)
            lies = gap < 0.46 and own > 0.54
        return lies and low < ratio < high

    return until(lambda: _pair(rng, kind), clear, kind)


@dataclass(frozen=True)
class Explained:
    """A model, a row, the base that it is compared with, and the weights of an explanation."""

    model: Model
    row: Row
    base: Row
    weights: Row
    kind: str


def _model_of(rng: np.random.Generator, names: list[str]) -> Model:
    slopes = dict(zip(names, rng.uniform(0.3, 1.5, len(names)) * rng.choice([-1, 1], len(names)), strict=True))
    bend = float(rng.uniform(0.1, 0.4))

    def model(frame: pd.DataFrame) -> Floats:
        parts = [slopes[name] * frame[name].to_numpy(float) for name in names]
        together = parts[0] * parts[1] * bend
        return np.asarray(1 / (1 + np.exp(-0.35 * (np.sum(parts, axis=0) + together))))

    return model


@drawn_once
def explained(rng: np.random.Generator, size: int, kind: str) -> Explained:
    """Weights with a tie, a negative one and a zero (from four features on), told in another order than the row.

    Of the two that tie the row has the later name first, or, with an even number of features, the earlier one.
    """

    def draw() -> Explained:
        names = _names(rng, size)
        names[0], names[2] = sorted((names[0], names[2]), reverse=size % 2 == 1)
        row = {name: float(rng.integers(2, 7)) for name in names}
        base = {name: row[name] + float(rng.choice([-4, -3, 2, 3, 5])) for name in names}
        weights = dict(zip(names, rng.uniform(0.2, 0.9, size).round(3).tolist(), strict=True))
        if kind == "ties and signs":
            weights[names[2]] = weights[names[0]]
            weights[names[1]] = -float(round(rng.uniform(1.1, 1.8), 3))
            if size > 3:
                weights[names[3]] = 0.0
        told = {name: weights[name] for name in reversed(names)}
        return Explained(_model_of(rng, names), row, base, told, kind)

    def clear(case: Explained) -> bool:
        orders = truth.misread_orders(case.row, case.weights)
        right = truth.order(case.row, case.weights)
        areas = [truth.areas(case.model, case.row, case.base, one) for one in [right, *orders]]
        own = areas[0]
        random = truth.by_lot(case.model, case.row, case.base)
        apart = all(abs(own[0] - other[0]) + abs(own[1] - other[1]) > 0.003 for other in areas[1:])
        return apart and abs(own[1] - own[0]) > 0.02 and abs(own[0] - random) > 0.003 and abs(own[1] - random) > 0.003

    return until(draw, clear, kind)


@dataclass(frozen=True)
class Rivals:
    """Two explainers of the same rows."""

    model: Model
    rows: list[Row]
    base: Row
    first: list[Row]
    second: list[Row]
    kind: str

    def judged(self, told: list[Row]) -> Floats:
        """Areas of deletion and insertion, row by row."""
        return truth.areas_of(self.model, self.rows, self.base, told)

    def gains(self, told: list[Row]) -> Floats:
        """Insertion less deletion, row by row."""
        found = self.judged(told)
        return np.asarray(found[:, 1] - found[:, 0])


RIVALS = ("first", "second", "tie", "neither", "outvoted", "deletion misleads", "insertion misleads")


@drawn_once
def rivals(rng: np.random.Generator, kind: str) -> Rivals:
    """Explainers of three rows; in "outvoted" the truer one is better on one row only, by far."""
    names = _names(rng, 3)

    def draw() -> Rivals:
        model = _model_of(rng, names)
        rows = [{name: float(rng.integers(2, 7)) for name in names} for _ in range(3)]
        base = {name: float(rng.integers(-2, 2)) for name in names}
        told = [[dict(zip(names, rng.normal(0, 1, 3).round(3).tolist(), strict=True)) for _ in rows] for _ in range(2)]
        if kind == "tie":
            told[1] = [{name: 3 * value + 1 for name, value in weights.items()} for weights in told[0]]
        return Rivals(model, rows, base, told[0], told[1], kind)

    def clear(case: Rivals) -> bool:
        first, second = case.judged(case.first), case.judged(case.second)
        one, two = first[:, 1] - first[:, 0], second[:, 1] - second[:, 0]
        best, ahead = max(one.mean(), two.mean()), one.mean() - two.mean()
        if kind == "neither":
            return bool(best < -0.01 and abs(ahead) > 0.01 and max(one.max(), two.max()) > 0.01)
        if best < 0.01 or kind == "tie":
            return bool(kind == "tie" and best > 0.01)
        if kind in ("first", "second"):
            return bool(
                (ahead > 0.02) == (kind == "first") and abs(ahead) > 0.02 and min(one.mean(), two.mean()) < -0.01
            )
        if kind == "outvoted":
            return bool(ahead > 0.02 and np.sum(two > one + 0.005) == 2)
        better = first.mean(axis=0) - second.mean(axis=0)
        misled = -better[0] if kind == "deletion misleads" else better[1]
        return bool(ahead < -0.003 and misled > 0.002)

    return until(draw, clear, kind, 20000)


BOUNDS = ("from 0", "from each other")


def hair(rng: np.random.Generator, bound: str, difference: float) -> Rivals:
    """Two rows of a sum of two features. The scores differ by *difference* from each other, or the higher one *from 0*.

    Whoever says the larger feature first has half of what it is larger by as gain, and the other as much less.
    """
    names = _names(rng, 2)
    more, less = names
    apart = 2 * difference if bound == "from each other" else 4 * difference
    ahead = float(rng.integers(1, 4)) if bound == "from each other" else 0.0
    rows = [{more: 1 + apart, less: 1.0}, {more: 1 + ahead, less: 1.0}]
    right, wrong = {more: 0.8, less: 0.3}, {more: 0.2, less: 0.7}
    told = [[right, right], [wrong, right]]
    one, two = rng.permutation(2).tolist()

    def model(frame: pd.DataFrame) -> Floats:
        return np.asarray(frame[more].to_numpy(float) + frame[less].to_numpy(float))

    return Rivals(model, rows, dict.fromkeys(names, 0.0), told[one], told[two], f"{difference} {bound}")


def winner(case: Rivals) -> str:
    """ "first", "second", "tie" or "neither"."""
    one, two = (float(case.gains(told).mean()) for told in (case.first, case.second))
    if max(one, two) <= 1e-9:
        return "neither"
    return "tie" if abs(one - two) <= 1e-9 else "first" if one > two else "second"
