"""Plans: candidates through gates and criteria, networks of tasks, scopes under a capacity."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

import plan_forms
from hidden.businesses import projects
from hidden.businesses.projects import CRITERIA, Features, Tasks
from plan_forms import TIMES
from project_reading import near
from workbook.check import seeds
from workbook.check.failure import Failure, show

Prices = dict[str, tuple[int, int]]
Case = tuple[pd.DataFrame, dict[str, float], int]
"""Candidates, weights, and the weeks there are."""


def drawn(
    draw: Callable[[np.random.Generator], Any], mistakes: Mapping[str, Callable[..., bool]], seed: int, times: int = 1
) -> list[Any]:
    """Instances, drawn until every mistake shows in *times* of them; each mistake tells whether it does."""
    rng, left, found = np.random.default_rng(seed), dict.fromkeys(mistakes, times), []
    for _ in range(20_000):
        case = draw(rng)
        if case is None:
            continue
        caught = {name for name in left if mistakes[name](*case)}
        if caught:
            found.append(case)
            left = {name: more - (name in caught) for name, more in left.items() if more > (name in caught)}
        if not left:
            return found
    raise AssertionError(f"no instance tells {sorted(left)} apart")


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {str(row["candidate"]): row for row in frame.to_dict("records")}


def scores(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> dict[str, float]:
    """The weighted sum of every candidate that passes the three gates; effort counts as 6 - effort."""
    result = {}
    for name, row in _rows(frame).items():
        if row["done"] or not row["data_allowed"] or row["weeks"] > weeks_left:
            continue
        marks = {key: 6 - row[key] if key == "effort" else row[key] for key in CRITERIA}
        result[name] = float(sum(weights[key] * marks[key] for key in CRITERIA))
    return result


def told(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> str:
    """The list in a line: what stops whom, weights and marks."""
    lines = []
    for name, row in _rows(frame).items():
        stops = ["done"] * bool(row["done"]) + ["data not allowed"] * (not row["data_allowed"])
        marks = " ".join(str(row[key]) for key in CRITERIA)
        lines.append(f"{name} ({', '.join([*stops, str(row['weeks']) + ' weeks'])}) {marks}")
    weighed = " ".join(f"{weights[key]:g}" for key in CRITERIA)
    return f"{weeks_left} weeks left; weights of {', '.join(CRITERIA)}: {weighed}; marks: {'; '.join(lines)}"


def ranking(
    answer: Callable[..., Any], frame: pd.DataFrame, weights: dict[str, float], weeks_left: int, kind: str = "a list"
) -> None:
    """Fail unless the answer lists who passes the gates, by score; ties may stand in any order."""
    result = answer(frame.copy(), dict(weights), weeks_left)
    expected = scores(frame, weights, weeks_left)
    plan_forms.ranking(result, expected, list(frame["candidate"]), kind, told=told(frame, weights, weeks_left))


def _marked(
    turn: Callable[[int], float] = lambda mark: 6 - mark, keys: tuple[str, ...] = CRITERIA, **gates: int
) -> Callable[..., bool]:
    """Whether scores with these gates and marks differ from the right ones. Gates: done, data, weeks (False: not looked at)."""

    def differs(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> bool:
        result = {}
        for name, row in _rows(frame).items():
            late = row["weeks"] >= weeks_left if gates.get("strict") else row["weeks"] > gates.get("fixed", weeks_left)
            stops = (("done", row["done"]), ("data", not row["data_allowed"]), ("weeks", late))
            if any(gates.get(gate, True) and stopped for gate, stopped in stops):
                continue
            marks = {key: turn(row[key]) if key == "effort" else row[key] for key in keys}
            result[name] = float(sum(weights[key] * mark for key, mark in marks.items()))
        return result != scores(frame, weights, weeks_left)

    return differs


def _ordered_by(turn: Callable[[float], float]) -> Callable[..., bool]:
    """Whether scores that are turned first order the list wrongly."""

    def differs(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> bool:
        every = scores(frame, weights, weeks_left)
        order = [every[name] for name in sorted(every, key=lambda name: -turn(every[name]))]
        return order != sorted(order, reverse=True)

    return differs


def _unordered(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> bool:
    """Whether neither the table's order, nor that of the names, nor either of the two turned round, is that of the scores."""
    every = scores(frame, weights, weeks_left)
    best = sorted(every.values(), reverse=True)
    orders = (list(every), sorted(every), list(every)[::-1], sorted(every)[::-1])
    return all([every[name] for name in order] != best for order in orders) and len(set(best)) == len(best) > 2


@functools.cache
def gated(seed: int) -> list[Case]:
    """Lists with candidates at each gate; the last one stops everybody."""
    mistakes = {
        "done": _marked(done=False), "data": _marked(data=False), "weeks": _marked(weeks=False), "strict": _marked(strict=True),
        "twelve": _marked(fixed=12), "two": _marked(done=False, data=False),
    }  # fmt: skip
    found = drawn(projects.candidates, mistakes, seed, 2)
    frame, weights, weeks_left = found[0]
    return [*found, (frame.assign(done=[True, False, *frame["done"][2:]], data_allowed=False), weights, weeks_left)]


def at_the_gates() -> list[Case]:
    """Lists in which every gate stops somebody, also by a week, and one that stops everybody."""
    return gated(seeds.seed("prioritise"))


@functools.cache
def weighed(seed: int) -> list[Case]:
    """Lists on which all pass; on the last one two are alike."""
    mistakes = {
        "not turned": _marked(lambda mark: mark), "five less": _marked(lambda mark: 5 - mark), "dropped": _marked(lambda mark: 0),
        "subtracted": _marked(lambda mark: -mark), "order": _unordered,
        "order of whole points": _ordered_by(math.floor), "order of rounded scores": _ordered_by(round),
        **{f"without {key}": _marked(keys=tuple(name for name in CRITERIA if name != key)) for key in CRITERIA},
        "fractions": lambda frame, weights, weeks: any(weight % 1 for weight in weights.values()),
        "fractions of scores": lambda *case: any(score % 0.5 for score in scores(*case).values()),
    }  # fmt: skip
    found = drawn(lambda rng: projects.candidates(rng, count=4, open_to_all=True), mistakes, seed, 3)
    frame, weights, weeks_left = found[0]
    twin = frame.head(1).assign(candidate="its twin")
    return [*found, (pd.concat([frame, twin], ignore_index=True), weights, weeks_left)]


def open_lists() -> list[Case]:
    """Lists on which no gate stops anybody: only the scores and their order count."""
    return weighed(seeds.seed("scores"))


def changes(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> dict[str, float]:
    """criterion -> the smallest change of its weight that brings another candidate level with the winner (inf: none)."""
    found = dict.fromkeys(CRITERIA, math.inf)
    for name, change, _ in options(frame, weights, weeks_left):
        if weights[name] + change >= -1e-9 and abs(change) < abs(found[name]):
            found[name] = change
    return found


def options(
    frame: pd.DataFrame, weights: dict[str, float], weeks_left: int, effort: int = 6
) -> list[tuple[str, float, str]]:
    """(criterion, change, rival): every change of one weight, also below 0, that brings a rival level with the winner."""
    expected = scores(frame, weights, weeks_left)
    if len(expected) < 2:
        return []
    rows = _rows(frame)
    marks = {
        name: {key: effort - rows[name][key] if key == "effort" and effort else rows[name][key] for key in CRITERIA}
        for name in expected
    }
    winner, *rivals = sorted(expected, key=lambda name: -expected[name])
    if near(expected[rivals[0]], expected[winner]):
        return [(name, 0.0, rivals[0]) for name in CRITERIA]
    return [
        (name, (expected[winner] - expected[rival]) / (marks[rival][name] - marks[winner][name]), rival)
        for rival in rivals
        for name in CRITERIA
        if marks[rival][name] != marks[winner][name]
    ]


def flips(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> float:
    """The smallest change of one weight that brings another candidate level with the winner (inf: none)."""
    return min(map(abs, changes(frame, weights, weeks_left).values()))


def _flipped(
    pick: Callable[[list[tuple[str, float, str]], dict[str, float], Case], list[tuple[str, float, str]]] = lambda every, weights, case: every,
    key: Callable[[tuple[str, float, str], dict[str, float]], float] = lambda option, weights: abs(option[1]),
    negative: bool = False, effort: int = 6, ungated: bool = False,
) -> Callable[..., bool]:  # fmt: skip
    """Whether the smallest of the options that *pick* leaves is another size, or none, where there is one."""

    def differs(frame: pd.DataFrame, weights: dict[str, float], weeks_left: int) -> bool:
        case = (frame.assign(done=False, data_allowed=True, weeks=1) if ungated else frame, weights, weeks_left)
        every = [o for o in options(*case, effort=effort) if negative or weights[o[0]] + o[1] >= 0]
        left = pick(every, weights, case)
        if not left:
            return True
        first = min(key(option, weights) for option in left)
        taken = [option[:2] for option in left if key(option, weights) <= first + 1e-9]
        valid = [option[:2] for option in options(frame, weights, weeks_left) if weights[option[0]] + option[1] >= 0]
        best = min(abs(change) for _, change in valid)
        return not any(option in valid and abs(option[1]) < best + 1e-3 for option in taken)

    return differs


def _rank(place: int) -> Callable[..., list[tuple[str, float, str]]]:
    def pick(
        every: list[tuple[str, float, str]], weights: dict[str, float], case: Case
    ) -> list[tuple[str, float, str]]:
        order = sorted(scores(*case).items(), key=lambda pair: -pair[1])
        return [option for option in every if option[2] == order[place][0]]

    return pick


@functools.cache
def turning(seed: int) -> list[Case]:
    """Lists that a change of one weight turns."""
    mistakes = {
        "second only": _flipped(_rank(1)), "last only": _flipped(_rank(-1)),
        "up only": _flipped(lambda every, weights, case: [o for o in every if o[1] > 0]),
        "down only": _flipped(lambda every, weights, case: [o for o in every if o[1] < 0]),
        "below 0": _flipped(negative=True),
        "not to 0": _flipped(lambda every, weights, case: [o for o in every if weights[o[0]] + o[1] > 0]),
        "not below -1": _flipped(lambda every, weights, case: [o for o in every if weights[o[0]] + o[1] >= -1], negative=True),
        "effort not turned": _flipped(effort=0),
        "effort left out": _flipped(lambda every, weights, case: [o for o in every if o[0] != "effort"]),
        "gates ignored": _flipped(ungated=True),
        "by share of the weight": _flipped(key=lambda option, weights: abs(option[1]) / (weights[option[0]] or 1e-9)),
        "the first criterion": _flipped(lambda every, weights, case: every[:1]),
        "smallest, with its sign": _flipped(key=lambda option, weights: option[1]),
        "weights of 0 left out": _flipped(lambda every, weights, case: [o for o in every if weights[o[0]]]),
        "whole steps": lambda *case: flips(*case) % 1 not in (0, 0.5),
        "down": lambda *case: all(change < 0 for change in changes(*case).values() if abs(change) == flips(*case)),
    }  # fmt: skip

    def draw(rng: np.random.Generator) -> Case | None:
        case = projects.candidates(rng, count=int(rng.integers(4, 6)))
        passing = len(scores(*case))
        return case if passing >= 3 and 0 < flips(*case) < math.inf else None

    return drawn(draw, mistakes, seed)


def turned_lists() -> list[Case]:
    """Lists with a smallest change: by any rival, up, down, to exactly 0, by any criterion."""
    return turning(seeds.seed("flip"))


@functools.cache
def still(seed: int) -> list[tuple[Case, str]]:
    """Lists with a tie, lists that no change turns, and lists on which fewer than two pass; each with its kind."""
    rng = np.random.default_rng(seed)
    while True:
        frame, weights, weeks_left = projects.candidates(rng, count=3, open_to_all=True)
        order = sorted(scores(frame, weights, weeks_left).values())
        if (
            order[-1] - order[-2] > 0.3
            and 0 < flips(frame, weights, weeks_left) < math.inf
            and min(weights.values()) > 0
        ):
            break
    top = frame[
        frame["candidate"]
        == max(scores(frame, weights, weeks_left), key=scores(frame, weights, weeks_left).__getitem__)
    ]
    while True:
        other, heavy, left = projects.candidates(rng, count=4, open_to_all=True)
        tied = sorted(scores(other, heavy, left).values())
        if tied[-1] == tied[-2]:
            break
    better = frame.assign(**{name: frame[name].clip(2, 4) for name in CRITERIA})
    best = better.head(1).assign(
        candidate="better in all", need=5, impact=5, urgency=5, effort=1, data=5, extensibility=5
    )
    return [
        (
            (pd.concat([frame, top.assign(candidate="its twin")], ignore_index=True), weights, weeks_left),
            "a list with twins in front",
        ),
        ((other, heavy, left), "a list with a tie"),
        ((pd.concat([better, best], ignore_index=True), weights, weeks_left), "one who is better in everything"),
        ((frame.assign(done=[False, True, True]), weights, weeks_left), "a list on which one passes"),
        ((frame.assign(data_allowed=False), weights, weeks_left), "a list on which nobody passes"),
    ]


def still_lists() -> list[tuple[Case, str]]:
    """Lists with a tie, or without a flip, each with its kind."""
    return still(seeds.seed("still"))


def flip(
    answer: Callable[..., Any], frame: pd.DataFrame, weights: dict[str, float], weeks_left: int, kind: str = "a list"
) -> None:
    """Fail unless the answer is (criterion, change) with the smallest change, or None where none flips."""
    result = answer(frame.copy(), dict(weights), weeks_left)
    found, line = changes(frame, weights, weeks_left), told(frame, weights, weeks_left)
    best = min(map(abs, found.values()))
    if math.isinf(best):
        if result is not None:
            passing = len(scores(frame, weights, weeks_left))
            why = "no change of one weight does it" if passing > 1 else f"{passing} of them pass"
            raise Failure(f"smallest_flip on {kind}", f"None: {why}", show(result), line)
        return
    smallest: dict[str, list[float]] = {}
    for name, change, _ in options(frame, weights, weeks_left):
        if abs(change) <= best + 1e-9 and weights[name] + change >= -1e-9:
            smallest.setdefault(name, []).append(change)
    plan_forms.flip(result, smallest, weights, kind, told=line)


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


def plan_told(tasks: Tasks) -> str:
    """A network in a line."""
    return "; ".join(
        f"{name} {days}" + (f" after {', '.join(before)}" if before else "") for name, (days, before) in tasks.items()
    )


def schedule(
    answer: Callable[..., Any], tasks: Tasks, which: tuple[str, ...] = TIMES, kind: str = "another plan"
) -> None:
    """Fail unless the length and the named times of every task are right."""
    length, table = times(tasks)
    rows = {name: tuple(row.values()) for name, row in table.items()}
    plan_forms.schedule(answer(_plain(tasks)), length, rows, which, kind, told=plan_told(tasks))


def critical(answer: Callable[..., Any], tasks: Tasks, kind: str = "another plan") -> None:
    """Fail unless the answer lists every critical path, each once, in any order."""
    plan_forms.critical(answer(_plain(tasks)), critical_paths(tasks), kind, told=plan_told(tasks))


def _after(tasks: Tasks) -> dict[str, list[str]]:
    return {name: [other for other, (_, before) in tasks.items() if name in before] for name in tasks}


def _all_paths(tasks: Tasks) -> list[tuple[str, ...]]:
    after = _after(tasks)
    found: list[tuple[str, ...]] = []
    left: list[tuple[str, ...]] = [(name,) for name, (_, before) in tasks.items() if not before]
    while left:
        path = left.pop()
        found += [] if after[path[-1]] else [path]
        left += [(*path, name) for name in after[path[-1]]]
    return found


def _paths_without_slack(tasks: Tasks) -> set[tuple[str, ...]]:
    table = times(tasks)[1]
    return {path for path in _all_paths(tasks) if all(table[name]["slack"] == 0 for name in path)}


def _sum(tasks: Tasks, path: tuple[str, ...]) -> int:
    return sum(tasks[name][0] for name in path)


def _in_the_order_given(tasks: Tasks) -> bool:
    finish: dict[str, int] = {}
    for name, (days, before) in tasks.items():
        finish[name] = days + max((finish.get(other, 0) for other in before), default=0)
    return any(finish[name] != row["earliest_finish"] for name, row in times(tasks)[1].items())


def _latest(
    tasks: Tasks, choose: Callable[..., int], end: Callable[[int, int], int] = lambda length, own: length
) -> bool:
    length, table = times(tasks)
    after = _after(tasks)

    def last(name: str) -> int:
        return (
            choose([last(o) - tasks[o][0] for o in after[name]])
            if after[name]
            else end(length, table[name]["earliest_finish"])
        )

    return any(last(name) != row["latest_finish"] for name, row in table.items())


def _free_slack(tasks: Tasks) -> bool:
    length, table = times(tasks)
    after = _after(tasks)
    return any(
        min((table[o]["earliest_start"] for o in after[name]), default=length) - row["earliest_finish"] != row["slack"]
        for name, row in table.items()
    )


@functools.cache
def networks(seed: int) -> list[Tasks]:
    """Small networks in which every mistake shows; the last has one task."""
    mistakes: dict[str, Callable[[Tasks], bool]] = {
        "no pass in order": _in_the_order_given,
        "first predecessor": lambda tasks: any(
            before and times(tasks)[1][before[0]]["earliest_finish"] != times(tasks)[1][name]["earliest_start"]
            for name, (_, before) in tasks.items()
        ),
        "last predecessor": lambda tasks: any(
            before and times(tasks)[1][before[-1]]["earliest_finish"] != times(tasks)[1][name]["earliest_start"]
            for name, (_, before) in tasks.items()
        ),
        "first two predecessors": lambda tasks: any(
            before
            and max(times(tasks)[1][other]["earliest_finish"] for other in before[:2])
            != times(tasks)[1][name]["earliest_start"]
            for name, (_, before) in tasks.items()
        ),
        "first two successors": lambda tasks: _latest(tasks, lambda values: min(values[:2])),
        "length of the last": lambda tasks: times(tasks)[1][list(tasks)[-1]]["earliest_finish"] != times(tasks)[0],
        "any successor": lambda tasks: _latest(tasks, max),
        "first successor": lambda tasks: _latest(tasks, lambda values: values[0]),
        "ends are not delayed": lambda tasks: _latest(tasks, min, lambda length, own: own),
        "free slack": _free_slack,
        "one of several": lambda tasks: len(critical_paths(tasks)) > 1,
        "three": lambda tasks: len(critical_paths(tasks)) > 2,
        "several starts": lambda tasks: len({path[0] for path in critical_paths(tasks)}) > 1,
        "several ends": lambda tasks: len({path[-1] for path in critical_paths(tasks)}) > 1,
        "no slack": lambda tasks: _paths_without_slack(tasks) != critical_paths(tasks),
        "most tasks": lambda tasks: max(map(len, _all_paths(tasks))) > max(map(len, critical_paths(tasks))),
        "a task by itself": lambda tasks: any(len(path) == 1 for path in critical_paths(tasks)),
        "only one, and a longer list of tasks without slack": lambda tasks: len(critical_paths(tasks)) == 1,
    }
    found = drawn(lambda rng: (projects.network(rng, count=int(rng.integers(4, 9))),), mistakes, seed)
    return [*(tasks for (tasks,) in found), {"alone": (3, [])}]


def other_plans() -> list[Tasks]:
    """Networks with several starts, ends and critical paths, redundant lines and single tasks."""
    return networks(seeds.seed("schedule"))


def _lengths(tasks: Tasks) -> Callable[[Mapping[str, int]], int]:
    """How long the whole is after cuts, quickly."""
    order = sorted(tasks, key=lambda name: times(tasks)[1][name]["earliest_start"])
    rows = [(name, *tasks[name]) for name in order]

    def length(cut: Mapping[str, int]) -> int:
        finish: dict[str, int] = {}
        for name, days, before in rows:
            finish[name] = days - cut.get(name, 0) + max([finish[other] for other in before], default=0)
        return max(finish.values())

    return length


def _every_cut(prices: Prices) -> list[tuple[int, dict[str, int]]]:
    plans = itertools.product(*(range(most + 1) for most, _ in prices.values()))
    priced = ((sum(c * euros for c, (_, euros) in zip(cut, prices.values(), strict=True)), cut) for cut in plans)
    return [(cost, dict(zip(prices, cut, strict=True))) for cost, cut in sorted(priced)]


def cheapest(tasks: Tasks, prices: Prices, days: int) -> float:
    """The lowest price that shortens the whole by that many days (inf: can't be done)."""
    length = _lengths(tasks)
    goal = length({}) - days
    return next((float(cost) for cost, cut in _every_cut(prices) if length(cut) <= goal), math.inf)


def _price(cut: Mapping[str, int] | None, prices: Prices) -> float:
    return math.inf if cut is None else float(sum(count * prices[name][1] for name, count in cut.items()))


def _day_by_day(tasks: Tasks, prices: Prices, days: int, sizes: tuple[int, ...] = (1, 2)) -> dict[str, int] | None:
    """Every day the cheapest step that saves a day: the way of the textbook, which doesn't look ahead."""
    length, cut = _lengths(tasks), dict.fromkeys(prices, 0)
    for _ in range(days):
        now = length(cut)
        steps = []
        for size in sizes:
            for names in itertools.combinations([n for n in prices if cut[n] < prices[n][0]], size):
                if length({**cut, **{n: cut[n] + 1 for n in names}}) < now:
                    steps.append((sum(prices[n][1] for n in names), names))
        if not steps:
            return None
        for name in min(steps)[1]:
            cut[name] += 1
    return cut


def _given_back(tasks: Tasks, prices: Prices, days: int) -> dict[str, int] | None:
    """From everything cut, the dearest days are given back as far as the rest is enough."""
    length, cut = _lengths(tasks), {name: most for name, (most, _) in prices.items()}
    goal = length({}) - days
    if length(cut) > goal:
        return None
    for name in sorted(prices, key=lambda name: -prices[name][1]):
        while cut[name] and length({**cut, name: cut[name] - 1}) <= goal:
            cut[name] -= 1
    return cut


def _task_prices(tasks: Tasks, prices: Prices, days: int) -> dict[str, int] | None:
    """What is cheapest if a task's price is paid once, however many days are cut; of these the cheapest."""
    length = _lengths(tasks)
    goal = length({}) - days
    enough = (cut for _, cut in _every_cut(prices) if length(cut) <= goal)
    return min(enough, key=lambda cut: sum(prices[name][1] for name in cut if cut[name]), default=None)


def _critical_only(tasks: Tasks, prices: Prices, days: int) -> dict[str, int] | None:
    """The cheapest cuts of tasks that are critical before anything is cut."""
    able = {name: prices[name] for name in prices if any(name in path for path in critical_paths(tasks))}
    length = _lengths(tasks)
    goal = length({}) - days
    return next((cut for _, cut in _every_cut(able) if length(cut) <= goal), None)


# greed takes a day of C first, and then needs a day of A and of E, which would have been enough
GREED: tuple[Tasks, Prices, int] = (
    {"D": (4, ["A"]), "E": (3, ["B", "C"]), "A": (3, []), "C": (2, ["A"]), "B": (4, [])},
    {"C": (1, 100), "A": (1, 300), "E": (1, 300)}, 2,
)  # fmt: skip
# a day of A and one of B cost less than a single day of C
SIDE_BY_SIDE: tuple[Tasks, Prices, int] = (
    {"C": (3, ["A", "B"]), "B": (3, []), "A": (3, [])}, {"C": (2, 900), "A": (2, 100), "B": (2, 200)}, 1,
)  # fmt: skip
FREE: tuple[Tasks, Prices, int] = (
    {"D": (1, ["B", "C"]), "A": (3, []), "B": (2, ["A"]), "C": (1, ["A"])}, {"A": (2, 300), "B": (1, 0)}, 1,
)  # fmt: skip


# all days of A are cheaper than one of each
GONE: tuple[Tasks, Prices, int] = (
    {"B": (2, ["A"]), "A": (2, []), "C": (1, ["B"])}, {"A": (2, 100), "B": (1, 500)}, 2,
)  # fmt: skip


@functools.cache
def crashing(seed: int) -> list[tuple[Tasks, Prices, int]]:
    """Plans and days to save, up to what can be saved; the last two: all that can be saved, and a day more.

    Before them: a plan on which greed never recovers, one on which the fewest days are dear, one whose day costs nothing, and one of whose tasks nothing is left.
    """

    def other(way: Callable[..., dict[str, int] | None]) -> Callable[..., bool]:
        return lambda tasks, prices, days: _price(way(tasks, prices, days), prices) != cheapest(tasks, prices, days)

    mistakes: dict[str, Callable[..., bool]] = {
        "day by day": other(_day_by_day),
        "one task at a time": other(lambda tasks, prices, days: _day_by_day(tasks, prices, days, (1,))),
        "given back": other(_given_back),
        "a price for each task": other(_task_prices),
        "critical only": other(_critical_only),
        "five": lambda tasks, prices, days: cheapest(tasks, prices, 5) != cheapest(tasks, prices, days),
        "one day": lambda tasks, prices, days: days == 1,
        "two days of a task at most": lambda tasks, prices, days: (
            cheapest(tasks, {name: (min(most, 2), euros) for name, (most, euros) in prices.items()}, days)
            != cheapest(tasks, prices, days)
        ),
        "more": lambda tasks, prices, days: days > 2,
        "two critical paths": lambda tasks, prices, days: len(critical_paths(tasks)) > 1,
    }

    def draw(rng: np.random.Generator) -> tuple[Tasks, Prices, int] | None:
        tasks = projects.network(rng, count=int(rng.integers(5, 8)))
        prices = projects.crashes(rng, tasks, 5)
        length = _lengths(tasks)
        most = length({}) - length({name: days for name, (days, _) in prices.items()})
        return (tasks, prices, int(rng.integers(1, most + 1))) if most > 1 and len(prices) > 2 else None

    found = drawn(draw, mistakes, seed)
    tasks, prices, _ = found[0]
    length = _lengths(tasks)
    most = length({}) - length({name: days for name, (days, _) in prices.items()})
    return [*found, GREED, SIDE_BY_SIDE, FREE, GONE, (tasks, prices, most), (tasks, prices, most + 1)]


def crash_cases() -> list[tuple[Tasks, Prices, int]]:
    """Plans to be shortened by other days than five, where no step-by-step way is the cheapest; the last can't be."""
    return crashing(seeds.seed("save"))


def crash(answer: Callable[..., Any], tasks: Tasks, prices: Prices, days: int = 5, kind: str = "another plan") -> None:
    """Fail unless the days cut save that much at the lowest price; any optimal plan is accepted."""
    result = answer(_plain(tasks), {name: tuple(pair) for name, pair in prices.items()}, days)
    best, length = cheapest(tasks, prices, days), _lengths(tasks)
    line = f"{plan_told(tasks)}; prices: " + ", ".join(
        f"{name} up to {most} at {euros}" for name, (most, euros) in prices.items()
    )
    if math.isinf(best):
        if result is not None:
            raise Failure(f"save on {kind}", f"None: {days} days can't be saved", show(result), line)
        return
    plan_forms.cuts(result, prices, days, lambda cut: length({}) - length(cut), best, kind, told=line)


def _whole(value: object) -> int:
    return int(str(value))


def _needs(row: Mapping[str, object]) -> list[str]:
    needs = row["needs"]
    return [str(name) for name in needs] if isinstance(needs, list) else []


def _best(
    features: Features,
    capacity: int,
    closed: Callable[[list[str], set[str]], bool],
    days: Callable[..., int] | None = None,
) -> tuple[int, set[str]]:
    """The highest value that *closed* and the capacity allow, and a scope of it."""
    every = list(features)
    best, found = -1, set()
    for bits in range(1 << len(every)):
        chosen = {name for i, name in enumerate(every) if bits >> i & 1}
        taken = days(chosen) if days else sum(_whole(features[name]["days"]) for name in chosen)
        value = sum(_whole(features[name]["value"]) for name in chosen)
        if taken <= capacity and value > best and all(closed(_needs(features[name]), chosen) for name in chosen):
            best, found = value, chosen
    return best, found


def best_value(features: Features, capacity: int) -> int:
    """The highest value of a scope that fits and is closed under needs."""
    return _best(features, capacity, lambda needs, chosen: set(needs) <= chosen)[0]


def _ready(features: Features, capacity: int, key: Callable[[int, int], float]) -> int:
    """The value of whoever takes the best of what is ready and fits, again and again."""
    chosen: set[str] = set()
    left = capacity
    while True:
        ready = [
            n
            for n in features
            if n not in chosen and _whole(features[n]["days"]) <= left and set(_needs(features[n])) <= chosen
        ]
        if not ready:
            return sum(_whole(features[n]["value"]) for n in chosen)
        name = max(ready, key=lambda n: key(_whole(features[n]["value"]), _whole(features[n]["days"])))
        chosen.add(name)
        left -= _whole(features[name]["days"])


def _with_needs(features: Features, name: str) -> set[str]:
    return {name}.union(*(_with_needs(features, other) for other in _needs(features[name])))


def _bundles(features: Features, capacity: int, key: Callable[[int, int], float]) -> int:
    """The same with everything that a feature needs."""
    chosen: set[str] = set()
    left = capacity
    while True:
        options = []
        for name in features:
            new = _with_needs(features, name) - chosen
            days = sum(_whole(features[n]["days"]) for n in new)
            if new and days <= left:
                options.append((key(sum(_whole(features[n]["value"]) for n in new), days), sorted(new), days))
        if not options:
            return sum(_whole(features[n]["value"]) for n in chosen)
        _, new_ones, days = max(options)
        chosen |= set(new_ones)
        left -= days


def _scoped(closed: Callable[..., bool], less: int = 0) -> Callable[..., bool]:
    def differs(features: Features, capacity: int) -> bool:
        value, chosen = _best(features, capacity - less, closed)
        broken = any(not set(_needs(features[name])) <= chosen for name in chosen)
        return broken or value != best_value(features, capacity)

    return differs


# the last needs the middle one, which needs the first, which doesn't fit
CHAIN: Features = {
    "last": {"value": 9, "days": 2, "needs": ["middle"]}, "alone": {"value": 3, "days": 3, "needs": []},
    "middle": {"value": 1, "days": 2, "needs": ["first"]}, "first": {"value": 0, "days": 5, "needs": []},
}  # fmt: skip


@functools.cache
def needing(seed: int) -> list[tuple[Features, int]]:
    """Scopes in which what is needed decides."""

    def doubled(features: Features, capacity: int) -> bool:
        def days(chosen: set[str]) -> int:
            return sum(sum(_whole(features[n]["days"]) for n in _with_needs(features, name)) for name in chosen)

        return _best(features, capacity, lambda needs, chosen: True, days)[0] != best_value(features, capacity)

    def worthless_left_out(features: Features, capacity: int) -> bool:
        useful = {name: row for name, row in features.items() if row["value"]}
        return best_value(useful, capacity) != best_value(features, capacity)

    mistakes = {
        "ignored": _scoped(lambda needs, chosen: True),
        "the first": _scoped(lambda needs, chosen: set(needs[:1]) <= chosen),
        "the last": _scoped(lambda needs, chosen: set(needs[-1:]) <= chosen),
        "any": _scoped(lambda needs, chosen: not needs or bool(set(needs) & chosen)),
        "who needs is left out": _scoped(lambda needs, chosen: not needs),
        "counted twice": doubled,
        "worthless left out": worthless_left_out,
    }
    found = drawn(lambda rng: projects.features(rng, count=int(rng.integers(5, 8))), mistakes, seed)
    return [*found, (CHAIN, 4)]


@functools.cache
def valued(seed: int) -> list[tuple[Features, int]]:
    """Scopes that greed doesn't find; the last: nothing fits."""
    ways: tuple[Callable[..., int], ...] = (_ready, _bundles)
    keys: tuple[Callable[[int, int], float], ...] = (
        lambda value, days: value / days, lambda value, days: value, lambda value, days: -days,
    )  # fmt: skip

    def greedy(way: Callable[..., int], key: Callable[[int, int], float]) -> Callable[..., bool]:
        return lambda features, capacity: way(features, capacity, key) != best_value(features, capacity)

    mistakes = {f"greedy {i}": greedy(way, key) for i, (way, key) in enumerate(itertools.product(ways, keys))}
    mistakes["a day to spare"] = _scoped(lambda needs, chosen: set(needs) <= chosen, 1)
    mistakes["eight"] = lambda features, capacity: len(features) == 8
    mistakes["everything"] = lambda features, capacity: (
        capacity >= sum(_whole(row["days"]) for row in features.values())
        and all(row["value"] for row in features.values())
    )
    found = drawn(lambda rng: projects.features(rng, count=int(rng.integers(5, 9))), mistakes, seed)
    features, capacity = found[0]
    first = min(
        (name for name in features if not _needs(features[name])), key=lambda name: _whole(features[name]["days"])
    )
    poor: Features = {name: {**row, "value": int(name == first)} for name, row in features.items()}
    least = min(_whole(row["days"]) for row in features.values())
    return [*found, (poor, max(capacity, _whole(features[first]["days"]))), (features, least - 1)]


def needy_scopes() -> list[tuple[Features, int]]:
    """Backlogs in which several features need several others."""
    return needing(seeds.seed("scope"))


def valuable_scopes() -> list[tuple[Features, int]]:
    """Backlogs that no greedy way solves, one whose best scope takes all the days, and one of which nothing fits."""
    return valued(seeds.seed("scope value"))


def scope(answer: Callable[..., Any], features: Features, capacity: int, kind: str = "another backlog") -> None:
    """Fail unless the scope fits, is closed under needs, and no other is worth more."""
    given = {name: {**row, "needs": _needs(row)} for name, row in features.items()}
    value = best_value(features, capacity)
    line = f"capacity {capacity}; " + "; ".join(
        f"{name}: value {row['value']}, {row['days']} days"
        + (f", needs {', '.join(_needs(row))}" if _needs(row) else "")
        for name, row in features.items()
    )
    plan_forms.scope(answer(given, capacity), features, capacity, value, kind, told=line)
