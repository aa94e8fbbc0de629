"""Whether answers of lesson 6 hold on drawn customers: what is expected is worked out here, its form is judged by `decision_forms`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import decision_forms
from hidden import decision_worlds as worlds
from workbook.check.failure import Failure

LOOK = "who shares the score at the boundary is drawn by lot: each with the same chance, (places left) / (tied)"


def at_capacity(case: worlds.Phoned) -> dict[str, Any]:
    """What is expected of a case."""
    n, leavers, found = len(case.left), sum(case.left), case.found()
    k = min(case.k, n)
    stayed = n - leavers
    return {
        "matrix": [[stayed - (k - found), k - found], [leavers - found, found]],
        "precision": found / k if k else None,
        "recall": found / leavers if leavers else None,
        "lift": found / k / (leavers / n) if k and leavers else None,
        "euros": case.euros(),
        "threshold": case.tied()[4],
    }


def told(case: worlds.Phoned) -> str:
    """What is known of a case, without its rows."""
    above, above_left, at, at_left, _ = case.tied()
    boundary = f"{above} above the boundary ({above_left} left), {at} at it ({at_left} left)"
    return f"other customers ({case.kind}; {len(case.left)} rows, {sum(case.left)} left, k = {case.k}; {boundary})"


def capacity(answer: Callable[..., Any], case: worlds.Phoned, *keys: str) -> None:
    """Fail unless these entries are right."""
    report = answer(list(case.left), list(case.score), case.k, dict(case.prices))
    expected = at_capacity(case)
    decision_forms.entries(report, {key: expected[key] for key in keys}, told(case), LOOK)


def how_many(answer: Callable[..., Any], case: worlds.Phoned, euros: list[float], way: str) -> None:
    """Fail unless the number of calls is one that brings most."""
    value = answer(list(case.left), list(case.score), case.k, dict(case.prices))
    decision_forms.calls(
        value, euros, case.k, f"how_many on other customers ({way}; {len(case.left)} rows, at most {case.k} calls)"
    )


def reliability_rows(left: list[int], score: list[float], groups: int) -> list[tuple[int, float, float]]:
    """The expected rows of the table."""
    rows: dict[int, list[tuple[int, float]]] = {}
    for one, forecast in zip(left, score, strict=True):
        smaller = sum(other < forecast for other in score)
        rows.setdefault(smaller * groups // len(score), []).append((one, forecast))
    return [
        (len(rows[group]), float(np.mean([p for _, p in rows[group]])), float(np.mean([y for y, _ in rows[group]])))
        for group in sorted(rows)
    ]


def reliability(answer: Callable[..., Any], left: list[int], score: list[float], groups: int, way: str) -> None:
    """Fail unless the table is the expected one."""
    what = f"the reliability table of other customers ({way}; {len(left)} rows, groups = {groups})"
    decision_forms.table(answer(list(left), list(score), groups), reliability_rows(left, score, groups), what)


def brier(left: list[int], score: list[float], group: list[object]) -> dict[str, float]:
    """The Brier score and its parts."""
    y, p = np.array(left, float), np.array(score, float)
    labels = [group.index(label) for label in group]
    forecast, share = y * 0, y * 0
    for label in set(labels):
        inside = np.array([one == label for one in labels])
        forecast[inside], share[inside] = p[inside].mean(), y[inside].mean()
    return {
        "brier": float(np.mean((p - y) ** 2)),
        "reliability": float(np.mean((forecast - share) ** 2)),
        "resolution": float(np.mean((share - y.mean()) ** 2)),
        "uncertainty": float(y.mean() * (1 - y.mean())),
        "within": float(np.mean((p - forecast) ** 2 - 2 * (p - forecast) * (y - share))),
    }


def brier_parts(answer: Callable[..., Any], left: list[int], score: list[float], group: list[object], way: str) -> None:
    """Fail unless score and parts are right."""
    what = f"brier_parts on other customers ({way}; {len(left)} rows in {len(set(group))} groups)"
    look = "every row counts once: a group of ten rows weighs ten times as much as a group of one"
    decision_forms.entries(answer(list(left), list(score), list(group)), brier(left, score, group), what, look)


def mend(answer: Callable[..., Any], case: worlds.Scored) -> None:
    """Fail unless the mended forecasts are near the true chances; the unmended ones are off by far more, or not at all."""
    what = f"mend on {case.kind}"
    scores = case.rows.loc[case.rows["part"] == "test", "score"].to_numpy()
    mended = decision_forms.forecasts(answer(case.rows.copy()), scores.tolist(), what)
    off, before = float(np.mean((mended - case.truth) ** 2)), float(np.mean((scores - case.truth) ** 2))
    allowed = max(0.006, before / 3)
    if off > allowed:
        raise Failure(
            what, f"forecasts whose mean squared distance to the true chances is at most {allowed:.4f} (it was {before:.4f})",
            f"{off:.4f}, on average {mended.mean():.3f} where {case.truth.mean():.3f} leave",
            "learn what a score means on the hold rows: the scores of the training rows have seen the outcomes",
        )  # fmt: skip


def blind(answer: Callable[..., Any], case: worlds.Scored, rng: np.random.Generator) -> None:
    """Fail if the outcomes of the test rows change the forecasts."""
    turned, missing = case.rows.copy(), case.rows.copy()
    test = (turned["part"] == "test").to_numpy()
    turned.loc[test, "left"] = 1 - turned.loc[test, "left"]
    missing["left"] = np.where(test, np.nan, missing["left"])
    scores = case.rows.loc[test, "score"].tolist()
    first = decision_forms.forecasts(answer(case.rows.copy()), scores, "mend")
    for other, kind in (
        (turned, "when the outcomes of the test rows are turned round"),
        (missing, "when nobody knows the outcomes of the test rows"),
    ):
        if np.abs(decision_forms.forecasts(answer(other), scores, f"mend {kind}") - first).max() > 1e-9:
            raise Failure(f"mend {kind}", "the same forecasts: these rows are there to judge, not to learn", "others")


def importance(answer: Callable[..., Any], case: worlds.Columns, times: int, seed: int) -> None:
    """Fail unless the rises are what the model answered to whole groups, permuted at random on the test rows."""
    what = f"importance on other customers ({case.kind}; limit {case.limit}, {times} times)"
    features, left = case.features(), case.outcomes()
    model = decision_forms.Asked(case.chance, features)
    report = answer(model.asked, case.rows.copy(), case.limit, times, seed)
    decision_forms.names_of(report, case.groups, what)
    rises: dict[tuple[str, ...], list[float]] = {group: [] for group in case.groups}
    orders: dict[tuple[str, ...], list[np.ndarray]] = {group: [] for group in case.groups}
    for block in _blocks(model.frames, len(features), what):
        changed = tuple(name for name in features if not np.array_equal(block[name], features[name]))
        if changed:
            group, order = _order(changed, block, features, case.groups, what)
            rises[group].append(float(np.mean((case.chance(block) - left) ** 2)))
            orders[group].append(order)
    base = float(np.mean((case.chance(features) - left) ** 2))
    still = [group for group in case.groups if all(features[name].nunique() == 1 for name in group)]
    for group in case.groups:
        if len(rises[group]) != times and group not in still:
            raise Failure(f"{what}: how often {group} was permuted", str(times), str(len(rises[group])))
        expected = float(np.mean(rises[group])) - base if rises[group] else 0.0
        came = decision_forms.number(report[group], f"the rise of {group}")
        if abs(came - expected) > 1e-9:
            raise Failure(
                f"{what}: the rise of {group}", f"{expected:.6g}, by the permutations that you made", f"{came:.6g}",
                "the mean Brier score over the permutations, less the Brier score before",
            )  # fmt: skip
        if rises[group]:
            _shuffled(orders[group], what)


def _blocks(frames: list[pd.DataFrame], size: int, what: str) -> list[pd.DataFrame]:
    """What the model was asked, cut into as many rows as there are test rows."""
    for frame in frames:
        if len(frame) % size or not len(frame):
            raise Failure(
                f"{what}: the rows given to predict", f"the {size} test rows", f"{len(frame)} rows", 'part == "test"'
            )
    return [
        frame.iloc[first : first + size].reset_index(drop=True)
        for frame in frames
        for first in range(0, len(frame), size)
    ]


def _order(
    changed: tuple[str, ...], block: pd.DataFrame, features: pd.DataFrame, groups: list[tuple[str, ...]], what: str
) -> tuple[tuple[str, ...], np.ndarray]:
    """The group that was permuted in *block*, and from which rows its values came."""
    group = next((group for group in groups if set(changed) <= set(group)), None)
    if group is None:
        look = "permute a copy of the features, so that the next group starts from them again; are these the test rows?"
        raise Failure(f"{what}: the columns permuted at a time", "one group of columns", f"{changed}", look)
    places = {value: place for place, value in enumerate(map(tuple, features[list(group)].to_numpy().tolist()))}
    order = [places.get(value, -1) for value in map(tuple, block[list(group)].to_numpy().tolist())]
    if -1 in order:
        raise Failure(
            f"{what}: the values of {group} after permuting", "whole rows of the group: its columns in one and the same order",
            "values side by side that no test row has", "one permutation for all columns of the group",
        )  # fmt: skip
    if len(places) == len(features) and sorted(order) != list(range(len(features))):
        raise Failure(
            f"{what}: the values of {group} after permuting", "every value once", "some twice, some not at all"
        )
    return group, np.array(order)


def _shuffled(orders: list[np.ndarray], what: str) -> None:
    """Fail if the orders of one group aren't drawn at random: rolled or reversed rows, or one order again and again."""
    neighbours = float(np.mean([np.mean(np.abs(np.diff(order)) == 1) for order in orders]))
    if neighbours > 0.25:
        raise Failure(f"{what}: the orders drawn", "random permutations", "rows that keep their neighbours")
    if len({tuple(order.tolist()) for order in orders}) < len(orders):
        raise Failure(f"{what}: the orders drawn for one group", "a new permutation every time", "the same one again")


def seeded(answer: Callable[..., Any], case: worlds.Columns) -> None:
    """Fail unless the same seed gives the same rises, and another seed others."""
    reports = [
        answer(decision_forms.Asked(case.chance, case.features()).asked, case.rows.copy(), case.limit, 2, seed)
        for seed in (5, 5, 6)
    ]
    first, again, other = (
        {group: decision_forms.number(report[group], "a rise") for group in case.groups} for report in reports
    )
    if first != again:
        raise Failure("importance with the same seed twice", "the same rises", "others", "np.random.default_rng(seed)")
    if first == other:
        raise Failure("importance with two seeds", "rises that differ", "the same", "np.random.default_rng(seed)")


def advice(answer: Callable[..., Any], rng: np.random.Generator, way: str) -> None:
    """Fail unless the advice follows from the numbers."""
    numbers, prices = worlds.advice_case(rng, way)
    expected, why = worlds.advised(numbers, prices)
    decision_forms.advised(answer(dict(numbers), dict(prices)), expected, why, "another company")
