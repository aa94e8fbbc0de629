"""Whether answers about plans and the proposal (lessons 5 and 6) have their form, and hold what a test expects of them.

Nothing here computes what an exercise asks for: what is expected comes with the call.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from project_reading import agree, entry, flag, mapping, names, number
from workbook.check.failure import Failure, fail, show

TIMES = ("earliest_start", "earliest_finish", "latest_start", "latest_finish", "slack")
Prices = Mapping[str, tuple[int, int]]
Features = Mapping[str, Mapping[str, Any]]


def ranking(
    result: Any, expected: Mapping[str, float], candidates: Collection[str], kind: str, *, told: str = ""
) -> None:
    """Fail unless the list holds the candidates *expected*, with their scores, best first; ties may stand in any order."""
    if type(result) is not list or any(not isinstance(p, tuple | list) or len(p) != 2 for p in result):
        raise Failure(f"prioritise on {kind}", "a list of pairs (candidate, score)", show(result), told)
    order = names([pair[0] for pair in result], f"the candidates on {kind}", allowed=set(candidates))
    stopped = [name for name in order if name not in expected]
    if stopped:
        fail(f"{stopped[0]!r} is on the list, though a gate stops it, on {kind}", look=told)
    missing = [name for name in expected if name not in order]
    if missing:
        fail(f"{missing[0]!r} passes all three gates and is missing, on {kind}", actual=show(order), look=told)
    for name, score in result:
        agree(score, expected[name], f"the score of {name!r} on {kind}", look=told)
    values = [expected[name] for name in order]
    if any(later > earlier + 1e-9 for earlier, later in itertools.pairwise(values)):
        fail(f"the list isn't in order of score, best first, on {kind}", actual=show(result), look=told)


def change(result: Any, weights: Mapping[str, float], kind: str, *, told: str = "") -> tuple[str, float]:
    """(criterion, change) of an answer; fails unless it is such a pair and leaves the weight at 0 or more."""
    if not isinstance(result, tuple | list) or len(result) != 2 or result[0] not in weights:
        raise Failure(f"smallest_flip on {kind}", "a pair (criterion, change)", show(result), told)
    value = number(result[1], f"the change on {kind}")
    if weights[result[0]] + value < -1e-9:
        fail(
            f"the change on {kind} makes a weight negative", expected=f"{result[0]} weighs {weights[result[0]]:g}",
            actual=f"{value:.4f}", look=told,
        )  # fmt: skip
    return str(result[0]), value


def flip(
    result: Any,
    smallest: Mapping[str, float | Collection[float]],
    weights: Mapping[str, float],
    kind: str,
    *,
    told: str = "",
) -> None:
    """Fail unless the change is one of the *smallest* (criterion -> change, or several)."""
    criterion, came = change(result, weights, kind, told=told)
    ways = {name: [each] if isinstance(each, int | float) else list(each) for name, each in smallest.items()}
    enough = min(abs(each) for found in ways.values() for each in found)
    if abs(came) > enough + 1e-4:
        raise Failure(
            f"the change on {kind}",
            f"a smaller one: {enough:.4f} up or down is enough",
            f"{(criterion, round(came, 4))}",
            told,
        )
    if not any(abs(came - each) <= 1e-4 for each in ways.get(criterion, [])):
        fail(
            f"after that change the winner is still ahead, on {kind}",
            actual=f"{(criterion, round(came, 4))}",
            look=told,
        )


def schedule(
    result: Any, length: int, table: Mapping[str, Sequence[int]], which: Collection[str], kind: str, *, told: str = ""
) -> None:
    """Fail unless of every task in *table* (name -> its TIMES) those that *which* names are right.

    The length is judged with the earliest times.
    """
    if "earliest_start" in which:
        agree(entry(result, "length", f"the schedule of {kind}"), length, f"the length of {kind}", look=told)
    rows = entry(result, "tasks", f"the schedule of {kind}")
    for name, times in table.items():
        row = entry(rows, name, f"the tasks of {kind}")
        for key, value in zip(TIMES, times, strict=True):
            if key in which:
                agree(entry(row, key, f"the task {name!r}"), value, f"{key} of {name!r} in {kind}", look=told)


def critical(result: Any, expected: Collection[tuple[str, ...]], kind: str, *, told: str = "") -> None:
    """Fail unless the critical paths are those *expected*, each once, in any order."""
    paths = entry(result, "critical", f"the schedule of {kind}")
    if type(paths) not in (list, set, tuple) or any(type(path) not in (list, tuple) for path in paths):
        raise Failure(f"the critical paths of {kind}", "a list of lists of tasks", show(paths), told)
    wanted, found = set(expected), {tuple(path) for path in paths}
    if len(found) != len(paths):
        fail(f"a critical path is listed twice, in {kind}", actual=show(paths), look=told)
    named = [" > ".join(map(str, path)) for path in sorted(found - wanted, key=str) + sorted(wanted - found)]
    if found - wanted:
        fail(
            f"{named[0]} is no critical path of {kind}",
            expected=" and ".join(" > ".join(path) for path in sorted(wanted)),
            look=told,
        )
    if found != wanted:
        fail(
            f"{len(wanted) - len(found)} of {len(wanted)} critical paths are missing, in {kind}: {named[0]}", look=told
        )


def cuts(
    result: Any, prices: Prices, days: int, saved: Callable[[dict[str, int]], int], lowest: float, kind: str, *,
    told: str = "",
) -> None:  # fmt: skip
    """Fail unless the days cut can be cut, save *days* days, and cost no more than the *lowest* price of that.

    *saved* tells by how many days the whole is shorter when these days are cut (task -> days).
    """
    if result is None:
        raise Failure(
            f"save on {kind}",
            f"{days} day{'' if days == 1 else 's'} can be saved, for {lowest:.0f} euros",
            "None: it can't be done",
            told,
        )
    result = mapping(result, f"save on {kind}", "a dict task -> days cut", told)
    able: dict[str, int] = {}
    for name, cut in result.items():
        value = number(cut, f"the days cut from {name!r}")
        if name not in prices and value:
            fail(f"{name!r} can't be shortened, in {kind}", actual=show(result), look=told)
        if value != int(value) or not 0 <= value <= prices.get(name, (0, 0))[0]:
            most = prices.get(name, (0, 0))[0]
            raise Failure(f"the days cut from {name!r}, in {kind}", f"whole days, at most {most}", f"{value:g}", told)
        able[name] = int(value)
    fewer = f"{days} day{'' if days == 1 else 's'}"
    came, cut_days = saved(able), {name: cut for name, cut in able.items() if cut}
    if came < days:
        raise Failure(f"the days saved on {kind} by {show(cut_days)}", f"{days}", f"{came}", told)
    cost = sum(cut * prices[name][1] for name, cut in able.items() if cut)
    if cost > lowest + 1e-6:
        raise Failure(
            f"the price of {fewer} on {kind}", f"{lowest:.0f} euros", f"{cost:.0f} euros for {show(cut_days)}", told
        )


def scope(chosen: Any, features: Features, capacity: int, best: int, kind: str, *, told: str = "") -> None:
    """Fail unless the scope fits, has all that it needs, and is worth as much as the *best*."""
    found = set(names(chosen, f"the scope of {kind}", allowed=set(features)))
    taken, picked = sum(features[name]["days"] for name in found), ", ".join(sorted(found)) or "nothing"
    if taken > capacity:
        raise Failure(f"the days of the scope of {kind}", f"at most {capacity}", f"{taken} for {picked}", told)
    for name in sorted(found):
        for need in features[name]["needs"]:
            if need not in found:
                fail(
                    f"{name!r} is in the scope of {kind} without {need!r}, which it needs: a broken dependency",
                    actual=picked, look=told,
                )  # fmt: skip
    value = sum(features[name]["value"] for name in found)
    if value < best:
        raise Failure(f"the value of the scope of {kind}", f"{best}", f"{value} for {picked}", told)


# number -> how far a proposal may round it
ROUNDING = {
    "lost_now": 0.00051, "gain": 0.00051, "gain_per_month": 0.51, "euros_per_month": 0.01, "days": 0.01, "week_price": 0.01,
    "scope_value": 0.01,
}  # fmt: skip


def complete(numbers: Any) -> None:
    """Fail unless every number of the proposal is there, in its form, and none contradicts another."""
    values = {
        name: number(entry(numbers, name, "the proposal's numbers"), name) for name in (*ROUNDING, "target", "low", "test_days")
    }  # fmt: skip
    for name in ("candidate", "winner"):
        told = entry(numbers, name, "the proposal's numbers")
        if not isinstance(told, str) or not told.strip():
            raise Failure(name, "a name", show(told))
    for name in ("lost_now", "target"):
        if not 0 <= values[name] <= 1:
            raise Failure(name, "a share from 0 to 1: 22.0 in 100 are 0.220", f"{values[name]:g}")
    if values["target"] >= values["lost_now"]:
        raise Failure(
            "the target is no improvement", f"below {values['lost_now']:.4g}, your lost_now", f"{values['target']:.4g}"
        )
    if values["low"] >= values["gain"]:
        raise Failure("low", f"below {values['gain']:.4g}, your gain", f"{values['low']:.4g}", "the interval of D5")
    if values["test_days"] % 7:
        raise Failure("test_days", "whole weeks", f"{values['test_days']:g}", "the last cell of lesson 4")


def agrees(numbers: Any, known: Mapping[str, Any]) -> None:
    """Fail unless the proposal's numbers are the *known* ones, up to rounding; names must be the same."""
    for name, slack in ROUNDING.items():
        value = number(entry(numbers, name, "the proposal's numbers"), name)
        if abs(value - known[name]) > slack:
            raise Failure(
                f"{name} contradicts the notebooks", "what your own function came to, shares to three places, euros to whole ones", f"{value:.6g}",
                "the last cell of the lesson in which you computed it",
            )  # fmt: skip
    for name in ("candidate", "winner"):
        if entry(numbers, name, "the proposal's numbers") != known[name]:
            fail(f"{name} contradicts the notebooks", actual=show(numbers[name]))
    low, half = number(entry(numbers, "low", "the numbers"), "low"), known["gain"] - known["low"]
    widest, narrowest = known["gain"] - 1.12 * half, known["gain"] - 0.92 * half
    if not widest - 0.0005 <= low <= narrowest + 0.0005:
        raise Failure(
            "low contradicts the notebooks", f"from {widest:.3f} to {narrowest:.3f}, as intervals of 95 in 100 have it",
            f"{low:.4g}", "the interval of D5",
        )  # fmt: skip


def tested(numbers: Any, first: int, last: int) -> None:
    """Fail unless test_days are whole weeks from *first* to *last*: the days in which the power is 0.76 to 0.84."""
    days = number(entry(numbers, "test_days", "the proposal's numbers"), "test_days")
    if days % 7 or not first <= days <= last:
        raise Failure(
            "test_days contradicts the notebooks", f"whole weeks, {first} to {last} days", f"{days:g}",
            "the last cell of lesson 4",
        )  # fmt: skip


def target(numbers: Any, lowest: float, now: float) -> None:
    """Fail unless the target lies below today's value, and not below the *lowest* that can be reached."""
    value = number(entry(numbers, "target", "the proposal's numbers"), "target")
    told = number(entry(numbers, "lost_now", "the proposal's numbers"), "lost_now")
    if value >= min(now, told):
        raise Failure("the target is no improvement", f"below {min(now, told):.4g}, today's share", f"{value:.4g}")
    if value < lowest - 0.0005:  # as near as in D1
        raise Failure(
            "the target can't be reached", f"{lowest:.4f} or more", f"{value:.4f}", "what is within reach in D1"
        )


def decision(answer: Any, against: str, kind: str) -> None:
    """Fail unless go answered ``True`` where nothing speaks *against* it, and else ``False``."""
    decided = flag(answer, f"go on {kind}")
    if decided and against:
        fail(f"go says yes on {kind}, where {against}")
    if not decided and not against:
        fail(f"go says no on {kind}, where everything speaks for it")
