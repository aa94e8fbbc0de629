"""Plans with planted failures and hangs, and what a right scheduler does with them, worked out second by second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import pipeline_forms as forms
import pipeline_pool
from workbook.check.failure import Failure

Entry = forms.Entry
Attempt = tuple[int | None, bool]
CAP = 600
WORDS = (
    "archive", "bill", "board", "clean", "count", "depots", "export", "features", "fetch", "forecast", "geocode", "join", "labels",
    "ledger", "mail", "map", "merge", "parcels", "publish", "rank", "report", "routes", "scans", "score", "sort", "train", "upload", "weigh",
)  # fmt: skip


@dataclass
class Plan:
    """Tasks, workers and what the attempts do."""

    told: str
    workers: int
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    script: dict[str, list[Attempt]] = field(default_factory=dict)

    def add(
        self, name: str, attempts: Sequence[Attempt], needs: Sequence[str] = (), retries: int = 0, delay: int = 30, timeout: int = 500
    ) -> None:  # fmt: skip
        self.tasks[name] = {"needs": list(needs), "retries": retries, "delay": delay, "timeout": timeout}
        self.script[name] = list(attempts)


def expected(plan: Plan) -> tuple[list[Entry], dict[str, str]]:
    """What the pool sees of a right scheduler, and the states."""
    tasks, log = plan.tasks, list[Entry]()
    state: dict[str, str] = {}
    tries, free_from = dict.fromkeys(tasks, 0), dict.fromkeys(tasks, 0)
    running: dict[str, int] = {}
    second = 0
    while len(state) < len(tasks):
        for name in list(running):
            lasts, good = plan.script[name][min(tries[name], len(plan.script[name])) - 1]
            begun = running[name]
            over = second - begun
            if over == lasts:
                log.append((second, "done" if good else "failed", name))
            elif over == tasks[name]["timeout"]:
                log.append((second, "stop", name))
            else:
                continue
            del running[name]
            if log[-1][1] == "done":
                state[name] = "done"
            elif tries[name] == 1 + tasks[name]["retries"]:
                state[name] = "failed"
            else:
                free_from[name] = second + min(CAP, tasks[name]["delay"] << (tries[name] - 1))
        for _ in tasks:
            for name, task in tasks.items():
                if name not in state and any(state.get(need) in ("failed", "skipped") for need in task["needs"]):
                    state[name] = "skipped"
        for name, task in tasks.items():
            ready = name not in state and name not in running and free_from[name] <= second
            if ready and all(state.get(need) == "done" for need in task["needs"]) and len(running) < plan.workers:
                running[name] = second
                tries[name] += 1
                log.append((second, "start", name))
        second += 1
    return log, {name: state[name] for name in tasks}


def _cause(plan: Plan, right: Sequence[Entry]) -> Callable[..., str]:
    """Why a moment may differ, in a few words."""

    def begun(log: Sequence[Entry], name: str, moment: float) -> int:
        return sum(entry[1:] == ("start", name) and entry[0] < moment for entry in log)

    def good(log: Sequence[Entry], name: str, moment: float) -> bool:
        return any(entry[1:] == ("done", name) and entry[0] <= moment for entry in log)

    def paused_until(log: Sequence[Entry], name: str, moment: float) -> float:
        tries = begun(log, name, moment)
        ended = max(
            (entry[0] for entry in log if entry[2] == name and entry[0] <= moment and entry[1] != "start"), default=0
        )
        return ended + min(CAP, plan.tasks[name]["delay"] << (tries - 1)) if tries else 0

    def of_one(log: Sequence[Entry], moment: float, name: str) -> str:
        task = plan.tasks[name]
        if good(log, name, moment - 1):
            return f"{name} has succeeded: only what failed is tried again"
        if not all(good(log, need, moment) for need in task["needs"]):
            return f"{name} starts only when all that it needs is done"
        if begun(log, name, moment) > task["retries"]:
            return f"{name} may be tried {1 + task['retries']} times"
        tries = begun(log, name, moment)
        if moment < paused_until(log, name, moment):
            return f"the pause of {name} after failed attempt {tries}"
        return "the workers, and the order of tasks"

    def cause(log: Sequence[Entry], moment: float, lacking: set[Entry], more: set[Entry]) -> str:
        starts, missing = ([name for _, kind, name in sorted(some) if kind == "start"] for some in (more, lacking))
        if any(kind == "stop" for _, kind, _ in lacking):
            return "an attempt is stopped once its timeout is over"
        if any(kind == "stop" for _, kind, _ in more):
            return "what is stopped, and when"
        for name in starts:
            reason = of_one(log, moment, name)
            if reason != "the workers, and the order of tasks" or not missing:
                return reason
        if starts and missing:
            return "who comes first: the order of tasks"
        freed = any(at == moment and kind != "start" for at, kind, _ in log)
        for name in missing:
            late = any(at > moment and (kind, one) == ("start", name) for at, kind, one in log)
            if freed and late and paused_until(log, name, moment) < moment:
                return (
                    f"{name} is ready, and a worker is free once what has ended and what must be stopped is dealt with"
                )
            if begun(log, name, moment):
                return f"the pause of {name} after failed attempt {begun(log, name, moment)}, and its retries"
            return f"{name} is ready, and a worker is free"
        return ""

    return cause


def runs_right(answer: Callable[..., Any], plan: Plan) -> None:
    """Fail unless *answer* does with the plan what a right scheduler does."""
    log, states = expected(plan)
    seen = pipeline_pool.scheduled(answer, plan.tasks, plan.workers, plan.script)
    text = forms.plan_text(plan.tasks, plan.script)
    forms.same_run(seen, log, states, plan.workers, text, plan.told, _cause(plan, log))


def starts_nothing(answer: Callable[..., Any], plan: Plan) -> None:
    """Fail unless a plan that can't be run is refused before anything starts."""
    seen = pipeline_pool.scheduled(answer, plan.tasks, plan.workers, plan.script)
    what = f"{plan.told}\n  the plan: {forms.plan_text(plan.tasks, plan.script)}"
    if any(kind == "start" for _, kind, _ in seen["log"]):
        raise Failure(what, "a ValueError before anything starts", forms.happened(seen["log"]))
    if "ValueError" not in seen["kinds"]:
        raise Failure(what, "a ValueError", seen["error"] or seen["came"])


def names(rng: np.random.Generator, count: int) -> list[str]:
    """Names that stand neither in the alphabet's order nor in its reverse, however many of the first are taken (from three on)."""
    chosen = sorted(WORDS[i] for i in rng.choice(len(WORDS), count, replace=False))
    return chosen[count // 2 :: -1] + chosen[: count // 2 : -1] if count > 3 else [chosen[i] for i in (1, 0, 2)[:count]]


def seconds(rng: np.random.Generator, count: int, least: int = 20, most: int = 90) -> list[int]:
    """Different numbers of seconds."""
    return [int(value) for value in rng.choice(np.arange(least, most), count, replace=False)]


def order(rng: np.random.Generator) -> list[Plan]:
    """Which of many comes first, and what waits for whom."""
    a, b, c, d = names(rng, 4)
    one = Plan("four tasks that need nothing", 1)
    for name, lasts in zip((a, b, c, d), seconds(rng, 4), strict=True):
        one.add(name, [(lasts, True)])
    two = Plan("tasks that stand before what they need", 2)
    s = seconds(rng, 4)
    two.add(c, [(s[0], True)], [b, d])
    two.add(a, [(s[1], True)], [c])
    two.add(b, [(s[2], True)], [d])
    two.add(d, [(s[3], True)])
    return [one, two]


def together(rng: np.random.Generator) -> list[Plan]:
    """What can run at once does, and nobody waits for a whole wave."""
    a, b, c, d, e, f = names(rng, 6)
    short, other, long = sorted(seconds(rng, 3, 10, 60))
    one = Plan("a short branch beside a long one", 3)
    one.add(a, [(short, True)])
    one.add(b, [(other, True)], [a])
    one.add(c, [(other + long + 50, True)], [a])
    one.add(d, [(long, True)], [b])
    one.add(e, [(short, True)], [c, d])
    many = Plan("six tasks at once, fewer workers", int(rng.integers(2, 4)))
    for name, lasts in zip((a, b, c, d, e, f), seconds(rng, 6), strict=True):
        many.add(name, [(lasts, True)])
    same = Plan("two tasks that end at the same moment", 2)
    same.add(a, [(long, True)])
    same.add(b, [(long, True)])
    same.add(c, [(short, True)], [a, b])
    same.add(d, [(other, True)], [b])
    same.add(e, [(other, True)])
    return [one, many, same, Plan("no task at all", 2)]


def retries(rng: np.random.Generator) -> list[Plan]:
    """Attempts that fail, pauses, and what others do meanwhile."""
    a, b, c, d, _ = names(rng, 5)
    s, delay = seconds(rng, 5, 10, 60), int(rng.integers(12, 40))
    one = Plan("a task that fails twice and then succeeds", 3)
    one.add(a, [(s[0], True)])
    one.add(b, [(s[1], False), (s[2], False), (s[3], True)], [a], retries=3, delay=delay)
    one.add(c, [(s[4], True)], [b])
    one.add(d, [(s[2], True)])
    free = Plan("a task that pauses while another is ready", 1)
    free.add(b, [(s[0], False), (s[1], True)], retries=1, delay=delay)
    free.add(a, [(delay + 40, True)])
    free.add(c, [(s[2], True)])
    cap = Plan("pauses up to 600 s", 1)
    steep = int(rng.integers(90, 130))
    cap.add(a, [(s[0], False)] * 5 + [(s[1], True)], retries=6, delay=steep)
    far = Plan("pauses that would be longer than 600 s at once", 2)
    sooner, later = sorted(s[2:4])  # the second failure of all, and the first of its task
    far.add(c, [(sooner, False), (s[4], True)], retries=1, delay=600 + delay)
    far.add(b, [(later, False), (s[4], True)], retries=2, delay=300)
    return [one, free, cap, far, *_one_moment(rng)]


def _one_moment(rng: np.random.Generator) -> list[Plan]:
    """Pauses that end at the moment at which the only worker becomes free: the first in the order of tasks gets it."""
    a, b, c, d = names(rng, 4)
    first, delay, last = seconds(rng, 3, 20, 60)
    early = Plan("a pause that ends when the worker becomes free", 1)
    early.add(a, [(first, False), (last, True)], retries=1, delay=delay)
    early.add(b, [(delay, True)])
    early.add(c, [(last, True)])
    early.add(d, [(first, True)], [b])
    late = Plan("a pause that ends when a task becomes ready that stands before", 1)
    late.add(c, [(last, True)], [d])
    late.add(a, [(first, False), (last, True)], retries=1, delay=delay)
    late.add(d, [(delay, True)])
    return [early, late]


def failures(rng: np.random.Generator) -> list[Plan]:
    """Tasks that fail for good, and what needs them."""
    a, b, c, d, e, f, g = names(rng, 7)
    s, delay = seconds(rng, 7, 10, 60), int(rng.integers(5, 20))
    one = Plan("a task that fails for good", 2)
    one.add(c, [(s[0], True)], [b, d])
    one.add(b, [(s[1], True)], [a])
    one.add(d, [(s[2], True)])
    one.add(a, [(s[3], False)], retries=2, delay=delay)
    one.add(e, [(s[4] + 200, True)], [d])
    one.add(f, [(s[5], True)], [e])
    two = Plan("a task without retries, and one whose attempts don't suffice", 3)
    two.add(a, [(s[0], False), (s[1], True)])
    two.add(g, [(s[2], False), (s[3], False), (s[4], True)], retries=1, delay=delay)
    two.add(b, [(s[5], True)], [a, g])
    two.add(c, [(s[6], True)], [b])
    two.add(d, [(s[6], True)])
    two.add(e, [(s[5], True)], [d, c])
    two.add(f, [(s[5], True)], [d])
    return [one, two, *_last_failures(rng)]


def _last_failures(rng: np.random.Generator) -> list[Plan]:
    """A failure is the last thing that happens, and those that need it by way of others stand before and behind them."""
    a, b, c, d, e = names(rng, 5)
    s = seconds(rng, 2, 10, 60)
    back = Plan("a task that fails at the end, and stands behind all that need it", 1)
    back.add(e, [(s[0], True)], [d])
    back.add(d, [(s[0], True)], [c])
    back.add(c, [(s[0], True)], [b])
    back.add(b, [(s[0], True)], [a])
    back.add(a, [(s[1], False)])
    forth = Plan("a task that hangs at the end, and stands before all that need it", 2)
    forth.add(a, [(None, True)])
    forth.add(b, [(s[0], True)], [a])
    forth.add(c, [(s[0], True)], [b])
    forth.add(e, [(s[0], True)], [d])
    forth.add(d, [(s[0], True)], [c])
    return [back, forth]


def hangs(rng: np.random.Generator) -> list[Plan]:
    """Attempts that hang, and some that end in the very last second."""
    a, b, c, d = names(rng, 4)
    s, limit, delay = seconds(rng, 4, 10, 60), int(rng.integers(100, 200)), int(rng.integers(12, 40))
    one = Plan("a task that hangs once", 1)
    one.add(a, [(None, True), (s[0], True)], retries=2, delay=delay, timeout=limit)
    one.add(b, [(s[1], True)], [a])
    one.add(c, [(delay + s[2] + 20, True)])
    ever = Plan("a task that always hangs", 2)
    ever.add(a, [(None, True)], retries=1, delay=delay, timeout=limit)
    ever.add(b, [(s[1], True)], [a])
    ever.add(c, [(s[2], True)])
    edge = Plan("attempts that take exactly their timeout, and a second more", 4)
    edge.add(a, [(limit, True)], timeout=limit)
    edge.add(b, [(limit + 1, True)], timeout=limit)
    edge.add(c, [(limit - 10, False), (limit - 5, True)], retries=1, delay=delay, timeout=limit)
    edge.add(d, [(limit + 40, True)], timeout=limit + 60)
    return [one, ever, edge]


def large(rng: np.random.Generator) -> list[Plan]:
    """Plans of a dozen tasks with many kinds of trouble at once."""
    made = []
    for workers in (2, 3, 5):
        chosen = [WORDS[i] for i in rng.permutation(len(WORDS))[:14]]
        plan = Plan("a plan with failures and hangs", workers)
        rank = rng.permutation(14)
        for place, name in enumerate(chosen):
            before = [other for spot, other in enumerate(chosen) if rank[spot] < rank[place]]
            needs = [
                before[i] for i in rng.choice(len(before), min(len(before), int(rng.integers(0, 3))), replace=False)
            ]
            kinds: list[Attempt] = [
                (None, True) if rng.random() < 0.3 else (int(rng.integers(3, 40)), False)
                for _ in range(int(rng.integers(0, 3)))
            ]
            attempts = [*kinds, (int(rng.integers(3, 60)), bool(rng.random() < 0.9))]
            plan.add(
                name, attempts, needs, int(rng.integers(0, 4)), int(rng.integers(3, 30)), int(rng.integers(45, 80))
            )
        made.append(plan)
    return made


def impossible(rng: np.random.Generator) -> list[Plan]:
    """Plans with a cycle behind tasks that could run, and one with a task that isn't there."""
    a, b, c, d = names(rng, 4)
    one = Plan("a plan with a cycle", 2)
    two = Plan("a plan that needs a task that isn't there", 2)
    asked: list[tuple[Plan, list[list[str]]]] = [(one, [[], [a, d], [b], [c]]), (two, [[], [a], ["nowhere"], []])]
    for plan, needs in asked:
        for name, needed in zip((a, b, c, d), needs, strict=True):
            plan.add(name, [(5, True)], needed)
    return [one, two]


def ladder(rng: np.random.Generator) -> tuple[dict[str, list[str]], list[list[str]]]:
    """Needs of a dozen tasks with their waves: some reach over several waves, and no order is the alphabet's."""
    chosen = [WORDS[i] for i in rng.permutation(len(WORDS))[:12]]
    level = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4]
    needs: dict[str, list[str]] = {}
    for name, height in zip(chosen, level, strict=True):
        below = [other for other, at in zip(chosen, level, strict=True) if at == height - 1]
        lower = [other for other, at in zip(chosen, level, strict=True) if at < height - 1]
        more = [str(lower[int(rng.integers(len(lower)))])] if lower else []
        needs[name] = more + ([str(below[int(rng.integers(len(below)))])] if below else [])
    height_of = dict(zip(chosen, level, strict=True))
    while True:
        given = {chosen[i]: needs[chosen[i]] for i in rng.permutation(12)}
        waves = [[name for name in given if height_of[name] == height] for height in range(5)]
        if any(wave != sorted(wave) for wave in waves) and any(wave != sorted(wave, reverse=True) for wave in waves):
            return given, waves


def chain(rng: np.random.Generator, length: int) -> tuple[dict[str, list[str]], list[list[str]]]:
    """A long chain in mixed order, and its waves."""
    links = [f"step{number}" for number in range(length)]
    needs = {f"step{i}": [f"step{i - 1}"] if i else [] for i in rng.permutation(length).tolist()}
    return needs, [[name] for name in links]


def ring(rng: np.random.Generator, length: int) -> dict[str, list[str]]:
    """A cycle of *length* tasks, with tasks before it and behind it that belong to none."""
    chosen = [WORDS[i] for i in rng.permutation(len(WORDS))[: length + 4]]
    free, way_in, behind, last, *loop = chosen
    needs: dict[str, list[str]] = {free: [], way_in: [free]}
    needs |= {name: [loop[(place + 1) % length]] for place, name in enumerate(loop)}
    needs[loop[0]] = [free, way_in, *needs[loop[0]]]
    needs |= {behind: [way_in, loop[-1]], last: [behind]}
    order = [last, behind, *[name for name in needs if name not in (last, behind)]]
    return {name: needs[name] for name in order}


def strays(rng: np.random.Generator) -> list[tuple[dict[str, list[str]], str]]:
    """Needs with names that are no tasks, and what must be said of them: two in one list, in two lists, and beside a cycle."""
    a, b, c, d = names(rng, 4)
    return [
        ({a: [], b: [a, "zone", "area"], c: [b]}, f"unknown: {b} needs zone"),
        ({d: [c], a: ["zone"], b: ["area"], c: []}, f"unknown: {a} needs zone"),
        ({d: [c], b: ["zone"], a: ["area"], c: []}, f"unknown: {b} needs zone"),
        ({a: [b], b: [a], c: [a, "area", "shelf"], d: []}, f"unknown: {c} needs area"),
    ]
