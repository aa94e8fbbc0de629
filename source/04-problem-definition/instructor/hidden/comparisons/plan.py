"""Plans: candidates through gates and criteria, networks of tasks, scopes under a capacity."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import pandas as pd

import plan_forms
from hidden.businesses.projects import CRITERIA, Features, Tasks
from plan_forms import TIMES
from project_reading import near
from workbook.check.failure import Failure, fail, show

Prices = dict[str, tuple[int, int]]


def scores(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> dict[str, float]:
    """The weighted sum of every candidate that passes the three gates; effort counts as 6 - effort."""
    result = {}
    for row in frame.to_dict("records"):
        if row["done"] or not row["data_allowed"] or row["weeks"] > weeks_left:
            continue
        marks = {name: 6 - row[name] if name == "effort" else row[name] for name in CRITERIA}
        result[str(row["candidate"])] = float(sum(weights[name] * marks[name] for name in CRITERIA))
    return result


def ranking(
    answer: Callable[..., Any],
    frame: pd.DataFrame,
    weights: dict[str, float],
    weeks_left: int,
    kind: str = "a list of candidates",
) -> None:
    """Fail unless the answer lists who passes the gates, by score; ties may stand in any order."""
    result = answer(frame.copy(), dict(weights), weeks_left)
    plan_forms.ranking(result, scores(frame, weights, weeks_left), list(frame["candidate"]), kind)


def changes(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> dict[str, float]:
    """criterion -> the smallest change of its weight that brings another candidate level with the winner (inf: none)."""
    expected = scores(frame, weights, weeks_left)
    found = dict.fromkeys(CRITERIA, math.inf)
    if len(expected) < 2:
        return found
    marks = frame.set_index("candidate").assign(effort=lambda table: 6 - table["effort"]).to_dict("index")
    winner, *rivals = sorted(expected, key=lambda name: -expected[name])
    if near(expected[rivals[0]], expected[winner]):
        return dict.fromkeys(CRITERIA, 0.0)
    for rival in rivals:
        for name in CRITERIA:
            ahead = float(marks[rival][name] - marks[winner][name])
            change = (expected[winner] - expected[rival]) / ahead if ahead else -math.inf
            if weights[name] + change >= -1e-9 and abs(change) < abs(found[name]):
                found[name] = change
    return found


def flips(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> float:
    """The smallest change of one weight that brings another candidate level with the winner (inf: none)."""
    return min(map(abs, changes(frame, weights, weeks_left).values()))


def turned_by(case: tuple[pd.DataFrame, dict[str, float], int]) -> tuple[str, float]:
    """(criterion, change): the smallest change where there is only one, else ("", 0.0)."""
    found = changes(*case)
    first, second = sorted(found, key=lambda name: abs(found[name]))[:2]
    return (first, found[first]) if abs(found[first]) < abs(found[second]) - 1e-3 else ("", 0.0)


def flip(
    answer: Callable[..., Any],
    frame: pd.DataFrame,
    weights: dict[str, float],
    weeks_left: int,
    kind: str = "a list of candidates",
) -> None:
    """Fail unless the answer is (criterion, change) with the smallest change, or None where none flips."""
    result = answer(frame.copy(), dict(weights), weeks_left)
    best = flips(frame, weights, weeks_left)
    if math.isinf(best):
        if result is not None:
            raise Failure(f"smallest_flip on {kind}", "None: no change of one weight flips it", show(result))
        return
    criterion, change = plan_forms.change(result, weights, kind)
    changed = {**weights, criterion: weights[criterion] + change}
    after = sorted(scores(frame, changed, weeks_left).items(), key=lambda pair: -pair[1])
    before = scores(frame, weights, weeks_left)
    winner = max(before, key=lambda name: before[name])
    if after[0][0] == winner and not near(after[0][1], after[1][1], atol=1e-4):
        fail(f"after that change the winner is still ahead, on {kind}", look="the scores after the change")
    if abs(change) > best + 1e-4:
        raise Failure(
            f"the change on {kind}", f"{best:.4f} up or down is enough", f"{change:.4f}",
            "every rival, every criterion, both signs",
        )  # fmt: skip


def times(tasks: Tasks) -> tuple[int, dict[str, dict[str, int]]]:
    """The length of the whole, and the five times of every task; day 0 is the start."""
    finish: dict[str, int] = {}

    def end(name: str) -> int:
        if name not in finish:
            days, before = tasks[name]
            finish[name] = days + max((end(other) for other in before), default=0)
        return finish[name]

    length = max((end(name) for name in tasks), default=0)
    after = {name: [other for other, (_, before) in tasks.items() if name in before] for name in tasks}
    latest: dict[str, int] = {}

    def last(name: str) -> int:
        if name not in latest:
            latest[name] = min((last(other) - tasks[other][0] for other in after[name]), default=length)
        return latest[name]

    table = {}
    for name, (days, _) in tasks.items():
        values = (end(name) - days, end(name), last(name) - days, last(name), last(name) - end(name))
        table[name] = dict(zip(TIMES, values, strict=True))
    return length, table


def critical_paths(tasks: Tasks) -> set[tuple[str, ...]]:
    """Every longest chain of tasks, from one without predecessors to one without successors."""
    length, _ = times(tasks)
    after = {name: [other for other, (_, before) in tasks.items() if name in before] for name in tasks}
    found = set()

    def walk(path: tuple[str, ...], days: int) -> None:
        if not after[path[-1]] and days == length:
            found.add(path)
        for name in after[path[-1]]:
            walk((*path, name), days + tasks[name][0])

    for name, (days, before) in tasks.items():
        if not before:
            walk((name,), days)
    return found


def _plain(tasks: Tasks) -> Tasks:
    return {name: (days, list(before)) for name, (days, before) in tasks.items()}


def schedule(answer: Callable[..., Any], tasks: Tasks, which: tuple[str, ...] = TIMES, kind: str = "a network") -> None:
    """Fail unless the length and the named times of every task are right."""
    length, table = times(tasks)
    rows = {name: tuple(row.values()) for name, row in table.items()}
    plan_forms.schedule(answer(_plain(tasks)), length, rows, which, kind)


def critical(answer: Callable[..., Any], tasks: Tasks, kind: str = "a network") -> None:
    """Fail unless the answer lists every critical path, each once, in any order."""
    plan_forms.critical(answer(_plain(tasks)), critical_paths(tasks), kind)


def cheapest(tasks: Tasks, prices: Prices, days: int) -> float:
    """The lowest price that shortens the whole by that many days (inf: can't be done)."""
    goal = times(tasks)[0] - days
    able = list(prices)
    plans = itertools.product(*(range(prices[name][0] + 1) for name in able))
    priced = sorted((sum(c * prices[n][1] for n, c in zip(able, cut, strict=True)), cut) for cut in plans)
    for cost, cut in priced:
        saved = dict(zip(able, cut, strict=True))
        shorter = {name: (d - saved.get(name, 0), before) for name, (d, before) in tasks.items()}
        if times(shorter)[0] <= goal:
            return float(cost)
    return math.inf


def crash(answer: Callable[..., Any], tasks: Tasks, prices: Prices, days: int = 5, kind: str = "a network") -> None:
    """Fail unless the days cut save that much at the lowest price; any optimal plan is accepted."""
    result = answer(_plain(tasks), {name: tuple(pair) for name, pair in prices.items()}, days)
    best = cheapest(tasks, prices, days)
    if math.isinf(best):
        if result is not None:
            raise Failure(f"save on {kind}", f"None: {days} days can't be saved", show(result))
        return

    def saved(cuts: dict[str, int]) -> int:
        shorter = {name: (d - cuts.get(name, 0), before) for name, (d, before) in tasks.items()}
        return times(tasks)[0] - times(shorter)[0]

    plan_forms.cuts(result, prices, days, saved, best, kind)


def best_value(features: Features, capacity: int) -> int:
    """The highest value of a scope that fits and is closed under needs."""
    every = list(features)
    best = 0
    for picks in itertools.product((False, True), repeat=len(every)):
        chosen = {name for name, pick in zip(every, picks, strict=True) if pick}
        if sum(_whole(features[name]["days"]) for name in chosen) > capacity:
            continue
        if all(set(_needs(features[name])) <= chosen for name in chosen):
            best = max(best, sum(_whole(features[name]["value"]) for name in chosen))
    return best


def _whole(value: object) -> int:
    return int(str(value))


def _needs(row: dict[str, object]) -> list[str]:
    needs = row["needs"]
    return [str(name) for name in needs] if isinstance(needs, list) else []


def scope(answer: Callable[..., Any], features: Features, capacity: int, kind: str = "a backlog") -> None:
    """Fail unless the scope fits, is closed under needs, and no other is worth more."""
    given = {name: {**row, "needs": _needs(row)} for name, row in features.items()}
    plan_forms.scope(answer(given, capacity), features, capacity, best_value(features, capacity), kind)
