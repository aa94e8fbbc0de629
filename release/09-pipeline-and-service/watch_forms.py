"""Whether answers about watching (lesson 6) keep their promises, and in which form they come.

Nothing here computes what an exercise asks for. Rules that chance plays a part in are judged by how often they err:
the most errors that are let pass are those that a rule which just keeps its promise exceeds once in a million.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import watch_runs as runs
from workbook.check import values
from workbook.check.failure import UNWRITTEN, Failure

Floats = NDArray[np.float64]
RARE = 1e-6
WORDS = ("stop", "go on", "promote")


def most(tries: int, chance: float) -> int:
    """As many hits of *tries* as are exceeded once in a million where each has *chance*."""
    return int(stats.binom.isf(RARE, tries, chance))


def _error(error: str, what: str) -> None:
    if error.startswith("NotImplementedError"):
        raise Failure(f"{what} isn't written yet", look=UNWRITTEN)
    if error:
        raise Failure(f"{what} raised an error", "an answer", error)


def _once(function: Callable[..., Any], arguments: Sequence[Any], settings: Mapping[str, Any], what: str) -> Any:
    """What *function* returns; fail if it stops, or changes what it was handed."""
    seen = runs.once(function, list(arguments), dict(settings))
    _error(seen["error"], what)
    if not seen["kept"]:
        raise Failure(what, "what was handed in stays as it is", "it was changed")
    return seen["value"]


def number(
    function: Callable[..., Any], reference: list[float], new: list[float], expected: float, what: str, **settings: Any
) -> None:
    """Fail unless the answer's index of stability is *expected*, and its lists are left as they were."""
    got = _once(function, (reference, new), settings, f"psi of {what}")
    values.close(got, expected, f"psi of {what}", rtol=1e-6, atol=1e-9, dtype="any")


def index_of(function: Callable[..., Any], reference: list[float], new: list[float]) -> float:
    """The index that the answer's own ``psi`` gives."""
    got = _once(function, (reference, new), {}, "psi")
    if not isinstance(got, int | float):
        raise Failure("psi of two lists", "a number", repr(got)[:80])
    return float(got)


def named(
    answer: Callable[..., Any], reference: runs.Week, weeks: Sequence[runs.Week], what: str, settings: dict[str, Any]
) -> list[list[str]]:
    """The columns that *answer* names in each week; fail at the first that has not its form."""
    seen = runs.weeks(answer, reference, list(weeks), settings)
    for one in seen:
        _error(one["error"], f"drifted, {what}")
        names = one["names"]
        if names is None:
            raise Failure(f"drifted, {what}", "a list of names", one["came"])
        if not one["kept"]:
            raise Failure(f"drifted, {what}", "reference and new stay as they are", "they were changed")
        order = [name for name in reference if name in names]
        if names != order:
            raise Failure(
                f"drifted, {what}", f"names of columns, each once, in the order of reference: {order}", one["came"]
            )
    return [one["names"] for one in seen]


def quiet_weeks(
    answer: Callable[..., Any], reference: runs.Week, weeks: Sequence[runs.Week], level: float | None, what: str
) -> None:
    """Fail if more weeks in which nothing has changed ring than a rule that keeps *level* (0.05 if None) would let ring."""
    told = named(answer, reference, weeks, what, {} if level is None else {"level": level})
    rang, limit = sum(bool(names) for names in told), most(len(weeks), level or 0.05)
    if rang > limit:
        raise Failure(
            f"{len(weeks)} weeks in which nothing has changed, {what}",
            f"an alarm in {level or 0.05:g} of the weeks, so that {limit} is the utmost that luck explains",
            f"an alarm in {rang} weeks",
            "how many columns are looked at in a week, and how few rows there are",
        )


def found(answer: Callable[..., Any], reference: runs.Week, weeks: Sequence[runs.Week], name: str, what: str) -> None:
    """Fail unless *name* is named in each week, and others at most as often as one week in four."""
    told = named(answer, reference, weeks, what, {})
    missed = sum(name not in names for names in told)
    if missed:
        raise Failure(
            f"{what}: a column that has changed", "it is named", f"it wasn't, in {missed} of {len(weeks)} weeks"
        )
    others = sum(len(names) - 1 for names in told)
    if others > len(weeks) * len(reference) / 4:
        raise Failure(
            f"{what}: columns that haven't changed",
            "they aren't named beside it",
            f"{others} are, in {len(weeks)} weeks",
        )


def classified(
    answer: Callable[..., Any],
    rows: tuple[Floats, Floats],
    script: dict[str, list[float]],
    seed: int,
    settings: dict[str, Any],
    what: str,
) -> dict[str, Any]:
    """What was seen of a classifier test whose way is sound: fail if a row was both learnt and judged, or left out."""
    seen = runs.classified(answer, rows[0], rows[1], script, seed, settings)
    what = f"classifier_test, {what}"
    _error(seen["error"], what)
    if not seen["kept"]:
        raise Failure(what, "reference and new stay as they are", "they were changed")
    if seen["calls"] != 1:
        raise Failure(what, "fit called once", f"{seen['calls']} calls")
    keys = {float(row[0]): kind for kind, some in enumerate(rows) for row in some}
    labels = dict(seen["fitted"])
    if len(labels) != len(seen["fitted"]) or any(keys.get(key, -1) != label for key, label in labels.items()):
        raise Failure(what, "fit gets each row once, whole, with 0 for reference and 1 for new", "another row or label")
    for kind, name in enumerate(("reference", "new")):
        size, learnt = len(rows[kind]), sum(label == kind for label in labels.values())
        if learnt not in (size // 2, size - size // 2):
            raise Failure(what, f"half of the {size} rows of {name} for fit", f"{learnt} of them")
    both = set(labels) & set(seen["scored"])
    if both:
        raise Failure(
            what, "no row that fit has learnt is judged", f"{len(both)} rows are both", "the other half of the rows"
        )
    if sorted(seen["scored"]) != sorted(set(keys) - set(labels)):
        raise Failure(
            what,
            "each row that fit hasn't seen is judged once",
            f"{len(seen['scored'])} rows judged of {len(keys) - len(labels)}",
        )
    if seen["global"] is False:
        raise Failure(what, "all chance from rng", "a global generator was touched")
    if seen["pair"] is None or not isinstance(seen["pair"][1], bool):
        raise Failure(what, "(auc, alarm), a number and True or False", seen["came"])
    return {**seen, "labels": labels, "kinds": keys}


def area(seen: Mapping[str, Any], auc: float, alarm: bool | None, what: str) -> None:
    """Fail unless the pair says *auc* and *alarm* (None: either will do)."""
    values.close(seen["pair"][0], auc, f"the area, {what}", rtol=1e-9, dtype="any")
    if alarm is not None and seen["pair"][1] is not alarm:
        raise Failure(f"the alarm, {what} (area {auc:.4g})", str(alarm), str(seen["pair"][1]))


def rows(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    settings: Mapping[str, Any],
    expected: list[tuple[Any, ...]],
    what: str,
) -> None:
    """Fail unless *function* returns a list of the *expected* rows, each a tuple or a list."""
    got = _once(function, arguments, settings, what)
    if not isinstance(got, list):
        raise Failure(what, f"a list: {expected}", f"{type(got).__name__}")
    given = [tuple(row) if isinstance(row, list) else row for row in got]
    values.close(given, expected, what, rtol=1e-9, atol=1e-12, dtype="any")


def outcome(
    answer: Callable[..., Any], history: list[dict[str, Any]], plan: dict[str, Any], expected: str, what: str
) -> None:
    """Fail unless *answer* says *expected* of this history, twice, and leaves it as it was."""
    seen = runs.decided(answer, history, plan)
    _error(seen["error"], f"decide, {what}")
    if not seen["kept"]:
        raise Failure(f"decide, {what}", "history and plan stay as they are", "they were changed")
    first, second = seen["said"]
    if first != second:
        raise Failure(f"decide, {what}", "the same word for the same history", f"{first!r}, then {second!r}")
    if first != expected:
        raise Failure(f"decide, {what}", repr(expected), repr(first))


def played(answer: Callable[..., Any], worlds: Sequence[Any], plan: dict[str, Any], what: str) -> list[tuple[str, int]]:
    """(last word, step) of each roll-out; fail at a word that is none of the three, or at "go on" after the last step."""
    seen = runs.rollouts(answer, list(worlds), plan)
    _error(seen["error"], f"decide, {what}")
    for word, step in seen["ends"]:
        if word not in WORDS:
            raise Failure(f"decide, {what}, at step {step}", '"stop", "go on" or "promote"', repr(word))
        if word == "go on":
            raise Failure(f"decide, {what}, at the last step, {step}", '"stop" or "promote"', '"go on"')
    if not seen["global"]:
        raise Failure(f"decide, {what}", "no chance in it", "a global generator was touched")
    return [(word, step) for word, step in seen["ends"]]


def as_good(answer: Callable[..., Any], worlds: Sequence[Any], plan: dict[str, Any], what: str) -> None:
    """Fail if versions that are as good as the old are stopped too often before the end, or hardly ever promoted."""
    ends = played(answer, worlds, plan, what)
    many, level = len(ends), plan["level"]
    stopped, limit = sum(word == "stop" and step < plan["steps"] for word, step in ends), most(many, level)
    if stopped > limit:
        raise Failure(
            f"{many} roll-outs of a version that is as good as the old, {what}",
            f"stopped before the last step in {level:g} of them, so that {limit} is the utmost that luck explains",
            f"stopped in {stopped}", "how often you look, and at how many numbers",
        )  # fmt: skip
    promoted, least = sum(word == "promote" for word, _ in ends), int(stats.binom.ppf(RARE, many, 0.7))
    if promoted < least:
        raise Failure(
            f"{many} roll-outs of a version that is as good as the old, {what}",
            f"promoted in 7 of 10; fewer than {least} can't be bad luck", f"promoted in {promoted}",
        )  # fmt: skip


def too_bad(answer: Callable[..., Any], worlds: Sequence[Any], plan: dict[str, Any], what: str) -> None:
    """Fail if versions that are worse by a whole margin are promoted too often."""
    ends = played(answer, worlds, plan, what)
    promoted, limit = sum(word == "promote" for word, _ in ends), most(len(ends), plan["level"])
    if promoted > limit:
        raise Failure(
            f"{len(ends)} roll-outs of a version that is worse, {what}",
            f"promoted in {plan['level']:g} of them, so that {limit} is the utmost that luck explains", f"promoted in {promoted}",
            "both numbers, the slow one, too; and how often you look before you promote",
        )  # fmt: skip


def stopped_soon(
    answer: Callable[..., Any], worlds: Sequence[Any], plan: dict[str, Any], within: int, what: str
) -> None:
    """Fail unless 9 in 10 of these roll-outs are stopped by step *within*."""
    ends = played(answer, worlds, plan, what)
    soon, least = (
        sum(word == "stop" and step <= within for word, step in ends),
        int(stats.binom.ppf(RARE, len(ends), 0.9)),
    )
    if soon < least:
        raise Failure(
            f"{len(ends)} roll-outs, {what}", f"stopped by step {within} in 9 of 10; fewer than {least} can't be bad luck", f"in {soon}",
            "don't wait for the bound, nor for the last step",
        )  # fmt: skip
