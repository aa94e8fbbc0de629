"""Models of tables for the lesson on explanations, and what their Shapley values are.

Which features work together is fixed; order of columns, units and numbers are drawn, so that no answer but a sound one comes near.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

import explain_watch as watch

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """A model, a case and a background."""

    kind: str
    model: dict[str, Any]
    x: NDArray[Any]
    background: NDArray[Any]


def single(terms: Sequence[Sequence[Any]], d: int) -> dict[str, Any]:
    """A model with one number for each row, of the columns as they are."""
    return {"classes": [list(terms)], "centre": [0.0] * d, "unit": [1.0] * d, "single": True}


def _terms(rng: np.random.Generator, d: int) -> list[list[Any]]:
    """Products, extremes and bends over places in a drawn order; all columns matter unless *d* has a place to spare."""
    at = rng.permutation(d).tolist()

    def some(*places: int) -> list[int]:
        return sorted({at[place % d] for place in places})

    def weight() -> float:
        return float(rng.uniform(0.8, 2.0) * rng.choice([-1, 1]))

    terms: list[list[Any]] = [[weight(), "sum", some(*range(d))], [weight(), "sum", some(*range(d // 2))]]
    if d > 1:
        terms += [
            [weight(), "product", some(0, 1)],
            [weight(), "most", some(0, 1)],
            [weight(), "bend", some(*range(d))],
        ]
    if d > 2:
        terms += [[weight(), "product", some(0, 1, 2)], [weight(), "least", some(1, 2)], [weight(), "cube", some(0, 2)]]
    if d > 3:
        terms += [[weight(), "product", some(0, 1, 2, 3)], [weight(), "most", some(1, 3)]]
    return terms


def _floats(rng: np.random.Generator, *shape: int) -> Floats:
    return np.asarray(rng.uniform(0.4, 1.6, shape) * rng.choice([-1, 1], shape))


def _world(rng: np.random.Generator, kind: str, d: int, m: int) -> World:
    return World(kind, single(_terms(rng, d), d), _floats(rng, d), _floats(rng, m, d))


def worlds(rng: np.random.Generator) -> list[World]:
    """One world of each kind that the text speaks of."""
    plain = _world(rng, "four features, five background rows", 4, 5)
    tiny = _world(rng, "one feature, two background rows", 1, 2)
    two = _world(rng, "two features, three background rows", 2, 3)
    lone = _world(rng, "five features, one background row", 5, 1)
    whole = _world(rng, "x of whole numbers, a background of floats", 3, 4)
    whole = World(whole.kind, whole.model, rng.permutation([-3, 2, 4]), whole.background)
    turned = _world(rng, "x of floats, a background of whole numbers", 3, 4)
    turned = World(
        turned.kind, turned.model, turned.x, rng.permutation([-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8]).reshape(4, 3)
    )
    twice = _world(rng, "background rows that stand there twice", 3, 3)
    twice = World(twice.kind, twice.model, twice.x, twice.background[[0, 1, 0, 2, 0]])
    many = _world(rng, "three features, fifteen background rows, of which the first is like x in one", 3, 15)
    same = int(rng.integers(3))
    many.background[0, same] = many.x[same]
    return [plain, tiny, two, lone, whole, turned, twice, idle(rng), many]


def idle(rng: np.random.Generator) -> World:
    """A feature that the model doesn't look at, one in which x is like the background, and two that stand for one another."""
    at = rng.permutation(4).tolist()
    terms = [
        [2.0, "most", [at[0], at[1]]],
        [float(rng.uniform(1, 2)), "product", [at[0], at[2]]],
        [1.5, "product", [at[2]]],
    ]
    x, background = _floats(rng, 4), _floats(rng, 3, 4)
    background[:, at[2]] = x[at[2]]
    return World(
        "a feature that the model never looks at, and one that is the same everywhere", single(terms, 4), x, background
    )


def wide(rng: np.random.Generator) -> World:
    """Ten features."""
    return _world(rng, "ten features, three background rows", 10, 3)


def values_of_sets(world: World) -> dict[frozenset[int], float]:
    """The mean prediction over the background for every set of features whose values are x's."""
    d, m = len(world.x), len(world.background)
    sets = [frozenset(some) for size in range(d + 1) for some in combinations(range(d), size)]
    mask = np.array([[place in some for place in range(d)] for some in sets])
    rows = np.where(np.repeat(mask, m, axis=0), world.x, np.tile(world.background, (len(sets), 1)))
    said = watch.scores(world.model, rows.astype(float))[:, 0].reshape(len(sets), m).mean(axis=1)
    return dict(zip(sets, said.tolist(), strict=True))


def exact(world: World) -> tuple[float, list[float]]:
    """The start and the Shapley values."""
    value = values_of_sets(world)
    d = len(world.x)
    made = [0.0] * d
    for some, before in value.items():
        share = 1 / (d * math.comb(d - 1, len(some))) if len(some) < d else 0.0
        for place in set(range(d)) - some:
            made[place] += share * (value[some | {place}] - before)
    return value[frozenset()], made


# Sampling: columns that work together strongly, so that which sets are drawn matters.
def strong(rng: np.random.Generator, d: int = 7, m: int = 2) -> World:
    """A model whose error under sampling is about the same in every draw: numbers lie on a grid, only order and sign of columns are drawn."""
    at = rng.permutation(d).tolist()
    terms: list[list[Any]] = [[0.5, "sum", at[:3]], [0.9, "sum", at[2:]]]
    terms += [[3.0, "product", at[:2]], [4.0, "product", at[2:5]], [-3.0, "most", at[5:]], [4.0, "least", at[:4]]]
    x = np.ones(d)
    background = np.zeros((m, d))
    background[1:, at[0]] = -0.5
    background[1:, at[6]] = -1.0
    shift = rng.uniform(-3, 3, d).round(2)
    model = {**single(terms, d), "centre": shift.tolist()}
    return World(f"{d} features that work together", model, x + shift, background + shift)


def bound(world: World, draws: int, runs: int = 250) -> float:
    """1.6 times the root mean square error of plain draws, of *runs* of them."""
    value, (base, truth) = values_of_sets(world), exact(world)
    heard_of = {tuple(float(place in some) for place in range(len(world.x))): said for some, said in value.items()}
    d, rng = len(world.x), np.random.default_rng(d_seed(world))
    sizes = np.arange(1, d)
    chance = 1 / (sizes * (d - sizes))
    full = value[frozenset(range(d))]
    errors = []
    for _ in range(runs):
        mask = np.zeros((draws, d))
        drawn = rng.choice(sizes, draws, p=chance / chance.sum())
        mask[rng.random((draws, d)).argsort(axis=1).argsort(axis=1) < drawn[:, None]] = 1
        heard = np.array([heard_of[tuple(row)] for row in mask.tolist()]) - base
        # the last value is what the others leave of the sum
        short = np.linalg.lstsq(mask[:, :-1] - mask[:, -1:], heard - mask[:, -1] * (full - base), rcond=None)[0]
        errors.append([*(short - truth[:-1]), full - base - short.sum() - truth[-1]])
    return 1.6 * math.sqrt(float(np.mean(np.square(errors))))


def d_seed(world: World) -> int:
    """A seed that hangs on the world alone."""
    return int(abs(world.x).sum() * 1000) % 2**31


def shares(d: int) -> list[float]:
    """How often draws have 1, 2, ... d − 1 features."""
    chance = [1 / (size * (d - size)) for size in range(1, d)]
    return [one / sum(chance) for one in chance]


def drawn(world: World, sets: Floats) -> list[float]:
    """What fits these drawn *sets* best, each of the same weight."""
    value, d = values_of_sets(world), len(world.x)
    said = np.array([value[frozenset(np.flatnonzero(row).tolist())] for row in sets])
    return best(sets, said, np.ones(len(sets)), value[frozenset()], value[frozenset(range(d))])


def fits(rng: np.random.Generator) -> list[tuple[Floats, Floats, Floats, float, float, list[float]]]:
    """Sets, values, weights, base, full and what fits best, for values that no sum of parts makes."""
    made = []
    for d, n in ((2, 2), (3, 6), (4, 9), (6, 40)):
        while True:
            sets = np.array([rng.permutation(d) < rng.integers(1, d) for _ in range(n)]).astype(float)
            reduced = sets[:, :-1] - sets[:, -1:]
            if np.linalg.matrix_rank(reduced) == d - 1 and np.linalg.cond(reduced) < 50:
                break
        values = rng.uniform(2, 9, n)
        weights = rng.permutation(np.geomspace(0.2, 8, n)) * rng.uniform(0.7, 1.4)
        base, full = float(rng.uniform(1, 3)), float(rng.uniform(9, 14))
        made.append((sets, values, weights, base, full, best(sets, values, weights, base, full)))
    return made


def best(sets: Floats, values: Floats, weights: Floats, base: float, full: float) -> list[float]:
    """The least weighted squares under the sum, by a multiplier of Lagrange's."""
    d = sets.shape[1]
    system = np.ones((d + 1, d + 1))
    system[:d, :d] = sets.T @ (weights[:, None] * sets)
    system[d, d] = 0
    right = np.append(sets.T @ (weights * (values - base)), full - base)
    return [float(one) for one in np.linalg.solve(system, right)[:d]]
