"""Whether answers about plans and the proposal (lessons 5 and 6) have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from project_reading import agree, entry, flag, names, number
from workbook.check.failure import Failure, fail, show

TIMES = ("earliest_start", "earliest_finish", "latest_start", "latest_finish", "slack")
Prices = Mapping[str, tuple[int, int]]
Features = Mapping[str, Mapping[str, Any]]


def ranking(result: Any, expected: Mapping[str, float], candidates: Collection[str], kind: str) -> None:
    """Fail unless the list holds the candidates *expected*, with their scores, best first; ties may stand in any order."""
    if type(result) is not list or any(type(p) not in (tuple, list) or len(p) != 2 for p in result):
        raise Failure(f"prioritise on {kind}", "a list of pairs (candidate, score)", show(result))
    order = names([pair[0] for pair in result], f"the candidates on {kind}", allowed=set(candidates))
    stopped = [name for name in order if name not in expected]
    if stopped:
        fail(f"{stopped[0]!r} is on the list, though a gate stops it, on {kind}")
    if len(order) != len(expected):
        fail(f"a candidate that passes all three gates is missing, on {kind}")
    for name, score in result:
        look = "a weighted sum; a high effort is bad, so it counts as 6 - effort"
        agree(score, expected[name], f"the score of {name!r} on {kind}", look=look)
    values = [expected[name] for name in order]
    if any(later > earlier + 1e-9 for earlier, later in itertools.pairwise(values)):
        fail(f"the list isn't in order of score, best first, on {kind}")


def change(result: Any, weights: Mapping[str, float], kind: str) -> tuple[str, float]:
    """(criterion, change) of an answer; fails unless it is such a pair and leaves the weight at 0 or more."""
    if type(result) not in (tuple, list) or len(result) != 2 or result[0] not in weights:
        raise Failure(f"smallest_flip on {kind}", "a pair (criterion, change)", show(result))
    value = number(result[1], f"the change on {kind}")
    if weights[result[0]] + value < -1e-9:
        fail(f"the change on {kind} makes a weight negative")
    return str(result[0]), value


def flip(result: Any, smallest: Mapping[str, float], weights: Mapping[str, float], kind: str) -> None:
    """Fail unless the change is one of the *smallest* (criterion -> change)."""
    criterion, came = change(result, weights, kind)
    enough = min(map(abs, smallest.values()))
    if abs(came) > enough + 1e-4:
        raise Failure(
            f"the change on {kind}", f"{enough:.4f} up or down is enough", f"{came:.4f}",
            "every rival, every criterion, both signs",
        )  # fmt: skip
    if criterion not in smallest or abs(came - smallest[criterion]) > 1e-4:
        fail(f"after that change the winner is still ahead, on {kind}", look="the scores after the change")


def schedule(result: Any, length: int, table: Mapping[str, Sequence[int]], which: Collection[str], kind: str) -> None:
    """Fail unless the length is right, and of every task in *table* (name -> its TIMES) those that *which* names."""
    look = "the longest chain by days, not by tasks; day 0 is the start"
    agree(entry(result, "length", f"the schedule of {kind}"), length, f"the length of {kind}", look=look)
    rows = entry(result, "tasks", f"the schedule of {kind}")
    look = "a task of 3 days that starts on day 2 finishes on day 5, and the next may start on day 5"
    for name, times in table.items():
        row = entry(rows, name, f"the tasks of {kind}")
        for key, value in zip(TIMES, times, strict=True):
            if key in which:
                agree(entry(row, key, f"the task {name!r}"), value, f"{key} of {name!r} in {kind}", look=look)


def critical(result: Any, expected: Collection[tuple[str, ...]], kind: str) -> None:
    """Fail unless the critical paths are those *expected*, each once, in any order."""
    paths = entry(result, "critical", f"the schedule of {kind}")
    if type(paths) not in (list, set, tuple) or any(type(path) not in (list, tuple) for path in paths):
        raise Failure(f"the critical paths of {kind}", "a list of lists of tasks", show(paths))
    wanted, found = set(expected), {tuple(path) for path in paths}
    if len(found) != len(paths):
        fail(f"a critical path is listed twice, in {kind}")
    wrong = found - wanted
    if wrong:
        fail(f"{' > '.join(map(str, min(wrong)))} is no critical path of {kind}", look="its days add up to the length")
    if found != wanted:
        fail(f"{len(wanted) - len(found)} of {len(wanted)} critical paths are missing, in {kind}")


def cuts(
    result: Any, prices: Prices, days: int, saved: Callable[[dict[str, int]], int], lowest: float, kind: str
) -> None:
    """Fail unless the days cut can be cut, save *days* days, and cost no more than the *lowest* price of that.

    *saved* tells by how many days the whole is shorter when these days are cut (task -> days).
    """
    if type(result) is not dict:
        raise Failure(f"save on {kind}", "a dict task -> days cut", show(result))
    able: dict[str, int] = {}
    for name, cut in result.items():
        value = number(cut, f"the days cut from {name!r}")
        if name not in prices and value:
            fail(f"{name!r} can't be shortened, in {kind}")
        if value != int(value) or not 0 <= value <= prices.get(name, (0, 0))[0]:
            fail(f"{name!r} is cut by {value:g} days, more than can be (or not whole days), in {kind}")
        able[name] = int(value)
    came = saved(able)
    if came < days:
        look = "a second path may become critical before the week is saved"
        raise Failure(f"the days saved on {kind}", f"{days}", f"{came}", look)
    cost = sum(cut * prices[name][1] for name, cut in able.items() if cut)
    if cost > lowest + 1e-6:
        raise Failure(f"the price of the week on {kind}", f"{lowest:.0f} euros", f"{cost:.0f} euros")


def scope(chosen: Any, features: Features, capacity: int, best: int, kind: str) -> None:
    """Fail unless the scope fits, has all that it needs, and is worth as much as the *best*."""
    found = set(names(chosen, f"the scope of {kind}", allowed=set(features)))
    taken = sum(features[name]["days"] for name in found)
    if taken > capacity:
        raise Failure(f"the days of the scope of {kind}", f"at most {capacity}", f"{taken}")
    for name in sorted(found):
        for need in features[name]["needs"]:
            if need not in found:
                fail(f"{name!r} is in the scope of {kind} without {need!r}, which it needs: a broken dependency")
    value = sum(features[name]["value"] for name in found)
    if value < best:
        look = "a feature's days include what it needs; greedy isn't enough"
        raise Failure(f"the value of the scope of {kind}", f"{best}", f"{value}", look)


# number -> how far a proposal may round it
ROUNDING = {
    "lost_now": 0.0006, "gain": 0.0006, "gain_per_month": 1.0, "euros_per_month": 0.5, "days": 0.01, "week_price": 0.5,
    "scope_value": 0.01,
}  # fmt: skip


def agrees(numbers: Any, known: Mapping[str, Any]) -> None:
    """Fail unless the proposal's numbers are the *known* ones, up to rounding; names must be the same."""
    for name, slack in ROUNDING.items():
        value = number(entry(numbers, name, "the proposal's numbers"), name)
        if abs(value - known[name]) > slack:
            raise Failure(
                f"{name} contradicts the notebooks", f"{known[name]:.6g}", f"{value:.6g}",
                "the last cell of the lesson in which you computed it",
            )  # fmt: skip
    for name in ("candidate", "winner"):
        if entry(numbers, name, "the proposal's numbers") != known[name]:
            fail(f"{name} contradicts the notebooks", actual=show(numbers[name]))
    low, gain = number(entry(numbers, "low", "the numbers"), "low"), number(numbers["gain"], "gain")
    if not known["low"] - 0.02 <= low <= known["low"] + 0.015 or low > gain:
        raise Failure("low contradicts the notebooks", f"about {known['low']:.3f}", f"{low:.3f}", "the interval of D5")


def tested(numbers: Any, first: int, last: int) -> None:
    """Fail unless test_days are whole weeks from *first* to *last*: the days in which the power is 0.76 to 0.84."""
    days = number(entry(numbers, "test_days", "the proposal's numbers"), "test_days")
    if days % 7 or not first <= days <= last:
        raise Failure("test_days contradicts the notebooks", f"{first} to {last} days", f"{days:g}", "D13")


def target(numbers: Any, lowest: float, now: float) -> None:
    """Fail unless the target lies below today's value, and not below the *lowest* that can be reached."""
    value = number(entry(numbers, "target", "the proposal's numbers"), "target")
    if not lowest - 1e-9 <= value < now:
        raise Failure("the target can't be reached", f"{lowest:.4f} to {now:.4f}", f"{value:.4f}", "D1")


def decision(answer: Any, against: str, kind: str) -> None:
    """Fail unless go answered ``True`` where nothing speaks *against* it, and else ``False``."""
    decided = flag(answer, f"go on {kind}")
    if decided and against:
        fail(f"go says yes on {kind}, where {against}")
    if not decided and not against:
        fail(f"go says no on {kind}, where everything speaks for it")
