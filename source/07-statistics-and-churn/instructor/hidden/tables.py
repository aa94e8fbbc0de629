"""Tables of counts: expected counts, statistic and effect, exact p-values with the margins kept, and those of mistakes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from hypothesis_checks import margin

Table = list[list[int]]


def measures(table: Table) -> dict[str, Any]:
    """What `association` must return."""
    seen = np.array(table, float)
    total = seen.sum()
    expected = seen.sum(axis=1, keepdims=True) @ seen.sum(axis=0, keepdims=True) / total
    held = expected > 0
    statistic = float(((seen[held] - expected[held]) ** 2 / expected[held]).sum())
    rows, columns = (int((seen.sum(axis=axis) > 0).sum()) for axis in (1, 0))
    smaller = min(rows, columns) - 1
    return {
        "expected": expected.tolist(),
        "statistic": statistic,
        "freedom": (rows - 1) * (columns - 1),
        "effect": math.sqrt(statistic / (total * smaller)) if smaller else 0.0,
        "small": bool((expected[held] < 5).any()),
    }


def _columns(sums: list[int], total: int) -> Iterator[list[int]]:
    """Ways to spread *total* over rows that hold at most *sums*."""
    if not sums:
        if total == 0:
            yield []
        return
    for first in range(min(sums[0], total) + 1):
        for rest in _columns(sums[1:], total - first):
            yield [first, *rest]


def _tables(rows: list[int], columns: list[int]) -> Iterator[list[list[int]]]:
    """Every table (as a list of its columns) with these margins."""
    if not columns:
        yield []
        return
    for column in _columns(rows, columns[0]):
        left = [have - take for have, take in zip(rows, column, strict=True)]
        for rest in _tables(left, columns[1:]):
            yield [column, *rest]


def _squares(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chi-square statistic of each of many tables; 0 where a margin is empty."""
    total = tables.sum(axis=(1, 2), keepdims=True)
    expected = tables.sum(axis=2, keepdims=True) * tables.sum(axis=1, keepdims=True) / total
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(expected > 0, (tables - expected) ** 2 / expected, 0.0)
    return parts.sum(axis=(1, 2))  # type: ignore[no-any-return]


def exact(table: Table) -> dict[str, float]:
    """Exact p-values with both margins kept: by the statistic, and by the chance of the table (Fisher)."""
    rows, columns = np.sum(table, axis=1).tolist(), np.sum(table, axis=0).tolist()
    every = np.array(list(_tables(rows, columns)), float).transpose(0, 2, 1)
    logs = -np.vectorize(math.lgamma)(every + 1).sum(axis=(1, 2))
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    values = _squares(every)
    own = int(np.flatnonzero((every == np.array(table)).all(axis=(1, 2)))[0])
    return {
        "statistic": float(chances[values >= values[own] - 1e-9].sum()),
        "chance": float(chances[chances <= chances[own] * (1 + 1e-7)].sum()),
    }


def mistakes(table: Table) -> dict[str, float]:
    """P-values of mistakes on a small table, by what is said of them."""
    own = measures(table)
    seen = np.array(table)
    rows, columns, total = seen.sum(axis=1), seen.sum(axis=0), int(seen.sum())
    rng = np.random.default_rng(total)  # what these give only names a mistake, and keeps instances clear of it
    free = rng.multinomial(total, np.outer(rows, columns).ravel() / total**2, 4000).reshape(-1, *seen.shape)
    half = np.stack([rng.multinomial(row, columns / total, 4000) for row in rows], axis=1)
    reach = own["statistic"] - 1e-9
    found = {
        "the chi-square distribution is only near for large expected counts; here some lie below 5": float(
            stats.chi2.sf(own["statistic"], own["freedom"])
        ),
        "the sums of the rows and of the columns must both be kept: shuffle the labels": float(
            (_squares(half.astype(float)) >= reach).mean()
        ),
        "the sums of the rows and of the columns must be kept": float((_squares(free.astype(float)) >= reach).mean()),
    }
    if seen.shape == (2, 2):
        with np.errstate(invalid="ignore"):
            corrected = stats.chi2_contingency(seen, correction=True)
        found["a correction of chi-square doesn't mend small counts"] = float(corrected.pvalue)
        fisher = stats.hypergeom(total, columns[0], rows[0])
        found["both directions count"] = float(min(fisher.cdf(seen[0, 0]), fisher.sf(seen[0, 0] - 1)))
    return found


def small(
    rng: np.random.Generator, shape: tuple[int, int], total: int, draws: int = 2999
) -> tuple[Table, dict[str, float], dict[str, float]]:
    """A table with small expected counts whose sound p-values lie far from those of the mistakes."""
    for _ in range(4000):
        lean = rng.dirichlet(np.full(shape[1], 0.5), shape[0])
        share = rng.dirichlet(np.full(shape[0], 4.0))
        table = rng.multinomial(total, (lean * share[:, None]).ravel()).reshape(shape)
        if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
            continue
        own = measures(table.tolist())
        if not own["small"] or not 0.004 < stats.chi2.sf(own["statistic"], own["freedom"]) < 0.4:
            continue
        sound = exact(table.tolist())
        if max(sound.values()) > 0.5:
            continue
        wrong = mistakes(table.tolist())
        if all(abs(p - right) > 1.7 * margin(right, draws) for p in wrong.values() for right in sound.values()):
            return table.tolist(), sound, wrong
    raise ValueError(f"no table of shape {shape} with {total} customers found")


def large(rng: np.random.Generator, shape: tuple[int, int]) -> Table:
    """A table whose expected counts all reach 5."""
    while True:
        rows, columns = rng.dirichlet(np.full(shape[0], 6.0)), rng.dirichlet(np.full(shape[1], 6.0))
        tilt = np.exp(rng.normal(0, 0.25, shape))
        chances = (np.outer(rows, columns) * tilt).ravel()
        table = rng.multinomial(int(rng.integers(150, 400)), chances / chances.sum()).reshape(shape).tolist()
        own = measures(table)
        if not own["small"] and 0.002 < stats.chi2.sf(own["statistic"], own["freedom"]) < 0.9:
            return table


def measured(rng: np.random.Generator) -> list[Table]:
    """Tables of several forms: long, wide, with empty rows and columns, of one row, with an expected count of exactly 5."""
    cut = int(rng.integers(2, 5))
    return [
        [[cut, 10 - cut], [10 - cut, 20 + cut]],  # the first cell expects 10 · 10 / 40 = 2.5
        [[5 + cut, 15 - cut], [5 - cut, 15 + cut]],  # 20 · 10 / 40 = 5 exactly
        rng.integers(1, 30, (4, 2)).tolist(),
        np.add(rng.integers(0, 9, (2, 5)), [[1], [0]]).tolist(),
        rng.integers(20, 60, (3, 3)).tolist(),
        [[0, 0, 0], *rng.integers(8, 30, (3, 3)).tolist()],
        [[int(a), 0, int(b), int(c)] for a, b, c in rng.integers(12, 30, (3, 3))],
        [[1, 0], [7, 8]],  # a single customer in the first row
        [[1, 7], [0, 8]],  # ... and in the first column
        [[cut + 1, 19 - cut], [8 - cut, 12 + cut]],  # 20 · 9 / 40 = 4.5, between 4 and 5
        _one_small(rng),
        [[0, 0], rng.integers(1, 9, 2).tolist()],
        [[int(value), 0] for value in rng.integers(6, 20, 3)],
    ]


def _one_small(rng: np.random.Generator) -> Table:
    """Twelve cells of which a single one expects less than 5: about 2.5, the others 7 and more."""
    table = rng.integers(40, 56, (3, 4))
    table[0], table[:, 0] = rng.integers(12, 15, 4), rng.integers(9, 12, 3)
    table[0, 0] = 1
    return table.tolist()  # type: ignore[no-any-return]


TIED = ([[0, 5, 2], [3, 3, 1]], [[3, 3, 1], [0, 5, 2]], [[3, 3, 1], [5, 0, 2]], [[5, 0, 2], [3, 3, 1]])
"""Small tables that many others equal but for rounding: whoever leaves these out is off by a tenth (there are few such)."""


def tied(rng: np.random.Generator) -> tuple[Table, list[float], dict[str, float]]:
    """One of TIED, its sound p-values, and that of the mistake."""
    table = TIED[int(rng.integers(len(TIED)))]
    why = "equal up to rounding is equal: a statistic that is smaller by less than a billionth counts, too"
    return table, list(exact(table).values()), {why: bare(table)[0]}


def bare(table: Table) -> list[float]:
    """P-values that count no table whose statistic is smaller by rounding, added up by NumPy and one by one."""
    seen = np.array(table, float)
    rows, columns = seen.sum(axis=1), seen.sum(axis=0)
    expected = rows[:, None] * columns[None, :] / seen.sum()
    every = np.array(list(_tables(rows.astype(int).tolist(), columns.astype(int).tolist())), float).transpose(0, 2, 1)
    logs = -np.vectorize(math.lgamma)(every + 1).sum(axis=(1, 2))
    chances = np.exp(logs - logs.max()) / np.exp(logs - logs.max()).sum()
    parts = [(one - expected) ** 2 / expected for one in every]
    own = (seen - expected) ** 2 / expected
    sums = [(float(own.sum()), [float(part.sum()) for part in parts])]
    sums.append((sum(own.ravel().tolist()), [sum(part.ravel().tolist()) for part in parts]))
    return [float(chances[np.array(values) >= bar].sum()) for bar, values in sums]


def with_gaps(table: Table) -> Table:
    """The same table with an empty row and an empty column between the others."""
    wide = [[row[0], 0, *row[1:]] for row in table]
    return [wide[0], [0] * len(wide[0]), *wide[1:]]
