"""What is expected in the lesson on trust, worked out plainly: curves, areas, the exact mean over all orders, the cheapest change."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Model = Callable[[pd.DataFrame], Floats]
Row = Mapping[str, float]


def dependence(model: Model, rows: pd.DataFrame, name: str, grid: Sequence[float]) -> Floats:
    """Mean prediction where everybody has the value, for each of *grid*."""
    tall = pd.concat([rows] * len(grid), ignore_index=True)
    tall[name] = np.repeat(np.asarray(grid, float), len(rows))
    return np.asarray(model(tall).reshape(len(grid), -1).mean(axis=1))


def bins(values: Floats, edges: Sequence[float]) -> NDArray[np.int64]:
    """Place of the interval of each value; intervals hold their upper end, and the first its lower one too."""
    return np.asarray(np.clip(np.searchsorted(edges, values, side="left") - 1, 0, None))


def steps(model: Model, rows: pd.DataFrame, name: str, edges: Sequence[float]) -> tuple[Floats, NDArray[np.int64]]:
    """Local effect of each interval (0 without rows), and how many rows it holds."""
    place = bins(rows[name].to_numpy(float), edges)
    ends = np.asarray(edges, float)
    effect = model(rows.assign(**{name: ends[place + 1]})) - model(rows.assign(**{name: ends[place]}))
    count = np.bincount(place, minlength=len(edges) - 1)
    total = np.bincount(place, weights=effect, minlength=len(edges) - 1)
    return total / np.maximum(count, 1), count


def accumulated(model: Model, rows: pd.DataFrame, name: str, edges: Sequence[float]) -> Floats:
    """ALE at each edge, with mean 0 over the rows."""
    effect, count = steps(model, rows, name, edges)
    curve = np.concatenate([[0.0], np.cumsum(effect)])
    return np.asarray(curve - (count * (curve[1:] + curve[:-1]) / 2).sum() / count.sum())


def gap(model: Model, rows: pd.DataFrame, name: str, edges: Sequence[float], of_ours: bool = False) -> float:
    """Largest difference of the steps of both curves, as a part of the largest step (*of_ours*: of partial dependence's)."""
    effect, count = steps(model, rows, name, edges)
    ours = np.diff(dependence(model, rows, name, edges))[count > 0]
    local = effect[count > 0]
    size = float(np.abs(ours).max() if of_ours else max(np.abs(ours).max(), np.abs(local).max()))
    return float(np.abs(ours - local).max()) / size if size else 0.0


def rise(model: Model, rows: pd.DataFrame, names: Sequence[str], orders: Sequence[Sequence[int]]) -> float:
    """Mean squared change of the prediction where the columns are put in each of the orders."""
    before = model(rows)
    changes = [
        np.mean((model(rows.assign(**{name: rows[name].to_numpy()[list(order)] for name in names})) - before) ** 2)
        for order in orders
    ]
    return float(np.mean(changes))


def ratio(model: Model, rows: pd.DataFrame, name: str, other: str, orders: Sequence[Sequence[int]]) -> float:
    """What both columns weigh together, as a part of what they weigh each alone, added up."""
    alone = rise(model, rows, [name], orders) + rise(model, rows, [other], orders)
    return rise(model, rows, [name, other], orders) / alone if alone else 1.0


def outside(rows: pd.DataFrame, name: str, other: str, edges: Sequence[float], reach: Mapping[str, float]) -> float:
    """Share of the made-up rows near which there is no real one."""
    x, z = rows[name].to_numpy(float), rows[other].to_numpy(float)
    alike = np.abs(z[:, None] - z[None, :]) <= reach[other]
    lonely = [~(alike & (np.abs(x - edge) <= reach[name])[None, :]).any(axis=1) for edge in edges]
    return float(np.mean(lonely))


def liars(
    model: Model,
    rows: pd.DataFrame,
    name: str,
    other: str,
    edges: Sequence[float],
    reach: Mapping[str, float],
    orders: Sequence[Sequence[int]],
) -> dict[str, object]:
    """The whole report."""
    part = ratio(model, rows, name, other, orders)
    return {
        "outside": outside(rows, name, other, edges, reach),
        "partial dependence": gap(model, rows, name, edges) > 0.5,
        "permutation": "too small" if part > 1.5 else "too large" if part < 1 / 1.5 else "fair",
    }


def order(row: Row, weights: Row) -> list[str]:
    """Largest weight first; ties in the row's order."""
    return sorted(row, key=lambda name: -weights[name])


def misread_orders(row: Row, weights: Row) -> list[list[str]]:
    """What people take for that order: by size without sign, ties as the weights are told, ties from the end, smallest first."""
    return [
        sorted(row, key=lambda name: -abs(weights[name])), sorted(weights, key=lambda name: -weights[name]),
        sorted(row, key=lambda name: weights[name]), list(row), list(weights),
    ] if len(set(weights.values())) < len(weights) else [sorted(row, key=lambda name: weights[name]), list(row), list(weights)]  # fmt: skip


def curve(model: Model, row: Row, base: Row, names: Sequence[str], insert: bool) -> Floats:
    """Predictions while one feature after the other goes from *row* to *base* (deletion), or the other way."""
    begin, end = (base, row) if insert else (row, base)
    shown = [{name: (end if name in names[:count] else begin)[name] for name in row} for count in range(len(names) + 1)]
    return model(pd.DataFrame(shown))


def area(values: Floats) -> float:
    """Trapezoids below the curve, over a width of 1."""
    return float((values[1:] + values[:-1]).sum() / 2 / (len(values) - 1))


def areas(model: Model, row: Row, base: Row, names: Sequence[str]) -> tuple[float, float]:
    """Areas of deletion and insertion."""
    return area(curve(model, row, base, names, False)), area(curve(model, row, base, names, True))


def areas_of(model: Model, rows: Sequence[Row], base: Row, told: Sequence[Row]) -> Floats:
    """Areas of several rows in the orders of their weights."""
    return np.array([areas(model, row, base, order(row, one)) for row, one in zip(rows, told, strict=True)])


def by_lot(model: Model, row: Row, base: Row) -> float:
    """Mean area over all orders, by subsets of each size."""
    names = list(row)
    sizes = range(len(names) + 1)
    means = [
        float(model(pd.DataFrame([{n: (row if n in kept else base)[n] for n in names} for kept in itertools.combinations(names, size)])).mean())
        for size in sizes
    ]  # fmt: skip
    return area(np.array(means))


def helps(rows: Mapping[str, Any]) -> Floats:
    """Mean attribution at label 1 less that at label 0, feature by feature."""
    shap, label = np.asarray(rows["shap"], float), np.asarray(rows["label"])
    return np.asarray(shap[label == 1].mean(axis=0) - shap[label == 0].mean(axis=0))


def leaks(model: Mapping[str, Any]) -> list[str]:
    """Features that the model leans on at home and that don't help away."""
    home, away = helps(model["home"]), helps(model["away"])
    leans = home >= 0.2 * home[home > 0].sum()
    return [
        name
        for name, lean, one, two in zip(model["features"], leans, home, away, strict=True)
        if lean and one > 0 and two < one / 4
    ]


def allowed(value: float, rule: Mapping[str, Any]) -> list[float]:
    """Values that a feature may have after a change, its own first."""
    way = rule["way"]
    return [value] + [
        choice for choice in rule["choices"]
        if choice != value and (way == "free" or (way == "up" and choice > value) or (way == "down" and choice < value))
    ]  # fmt: skip


def cost(row: Row, change: Row, rules: Mapping[str, Mapping[str, Any]]) -> float:
    """What a change costs."""
    return float(sum(rules[name]["cost"] * abs(value - row[name]) for name, value in change.items()))


def cheapest(model: Model, row: Row, limit: float, rules: Mapping[str, Mapping[str, Any]]) -> float | None:
    """The lowest cost of an allowed change that reaches the limit; None if there is none."""
    made = pd.DataFrame(list(itertools.product(*[allowed(row[name], rules[name]) for name in row])), columns=list(row))
    price = sum(rules[name]["cost"] * (made[name] - row[name]).abs() for name in row)
    good = np.asarray(price)[model(made) >= limit]
    return float(good.min()) if len(good) else None
