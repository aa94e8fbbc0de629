"""Hidden instances of the lesson on watching, and the verdicts on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np

import watch_forms as forms
from hidden import watch_reference as reference
from hidden import watch_worlds as worlds
from workbook.check.failure import Failure

Answer = Callable[..., Any]
Rng = np.random.Generator
PLAN = {"steps": 24, "level": 0.05, "fast_margin": 0.01, "slow_margin": 0.05, "harmed": 150}
SMALL = {"steps": 32, "level": 0.02, "fast_margin": 0.02, "slow_margin": 0.1, "harmed": 70}
NIGHTS = 100


def _scores(rng: Rng, old: int, new: int, least: float, most: float) -> tuple[list[float], list[float]]:
    """Scores with ties whose one-sided p-value lies between *least* and *most*, also without the last of each kind."""
    for _ in range(4000):
        shift = rng.uniform(-0.2, 2.2)
        first = rng.normal(0, 1, old).round(1).tolist()
        second = rng.normal(shift, 1, new).round(1).tolist()
        values = [reference.ranks(first[: old - a], second[: new - b])[1] for a in (0, 1) for b in (0, 1)]
        if all(least < p < most for p in values):
            return first, second
    raise AssertionError("no scores of this kind")


def classifier(answer: Answer, rng: Rng) -> None:
    """Scores whose p-value lies on a known side of the level, by a factor of three at least."""
    for sizes, level, least, most in (
        ((61, 47), None, 1e-6, 0.002), ((61, 47), None, 0.03, 0.045), ((41, 80), 0.2, 0.03, 0.06),
        ((80, 41), 0.001, 0.005, 0.03), ((60, 61), 0.05, 0.3, 0.6), ((60, 61), 0.05, 0.97, 0.9999),
    ):  # fmt: skip
        halves = [(size + 1) // 2 for size in sizes]
        first, second = _scores(rng, halves[0], halves[1], least, most)
        columns = rng.permutation(sum(sizes)).astype(float)
        rows = [np.c_[part, rng.normal(0, 1, len(part))] for part in np.split(columns, [sizes[0]])]
        what = f"{sizes[0]} rows and {sizes[1]}, level {level or 0.01:g}"
        settings = {} if level is None else {"level": level}
        seen = forms.classified(
            answer, (rows[0], rows[1]), {"old": first, "new": second}, int(rng.integers(10**6)), settings, what
        )
        judged = [sum(kind == side for kind in seen["kinds"].values()) - sum(
            label == side for label in seen["labels"].values()) for side in (0, 1)]  # fmt: skip
        auc, chance = reference.ranks(first[: judged[0]], second[: judged[1]])
        forms.area(seen, auc, chance <= (level or 0.01), what)


def drawn(answer: Answer, rng: Rng) -> None:
    """Over 60 calls each row is learnt about as often as any other: between 7 and 53 times, or luck is one in a million."""
    rows = np.arange(12.0).reshape(12, 1), np.arange(50.0, 62.0).reshape(12, 1)
    counts = {float(row[0]): 0 for some in rows for row in some}
    for number in rng.integers(0, 10**6, 60).tolist():
        script = {"old": [0.0] * 6, "new": [1.0] * 6}
        for key in forms.classified(answer, rows, script, number, {}, "12 rows and 12")["labels"]:
            counts[key] += 1
    if not 7 <= min(counts.values()) <= max(counts.values()) <= 53:
        raise Failure(
            "classifier_test: rows that fit gets, in 60 calls with other seeds", "each row in about half of the calls",
            f"one in {min(counts.values())}, another in {max(counts.values())}",
        )  # fmt: skip


def large_enough(answer: Answer, index: Answer, rng: Rng) -> None:
    """An index that is a little above 0.1, or below it, or just what was asked for, in a column that has surely changed."""
    for above, named in ((0.1, True), (0.0993, False)):
        old, new = worlds.tilted(rng, above)
        value = reference.stability(old, new)
        what = f"2,000 rows of each, index {value:.4f} ({reference.stability(new, old):.4f} the other way round), nothing said of least"
        _one(answer, old, new, named, what, {})
    least = forms.index_of(index, old, new)
    _one(answer, old, new, False, "2,000 rows of each, least={their index by your psi}", {"least": least})
    _one(answer, old, new, True, "2,000 rows of each, least=0.9 * {their index by your psi}", {"least": 0.9 * least})


def _one(
    answer: Answer, old: list[float], new: list[float], named: bool, what: str, settings: dict[str, float]
) -> None:
    got = forms.named(answer, {"x": old}, [{"x": new}], what, settings)[0]
    if got != ["x"] * named:
        raise Failure(f"drifted, {what}", "it is named" if named else "it isn't named", f"{got}")


def gaps(answer: Answer, rng: Rng) -> None:
    """Zeros and ones with holes: more holes than before are found, and as many as before are no change."""
    kinds = worlds.names(rng, 20)
    name = next(each for each, kind in kinds.items() if kind == "missing")

    def some(rows: int, missing: float) -> list[float]:
        ones = (rng.random(rows) < 0.05).astype(float)
        return [float(one) for one in np.where(rng.random(rows) < missing, np.nan, ones)]

    known = {**worlds.week(rng, kinds, 600), name: some(600, 0.06)}
    weeks = [{**worlds.week(rng, kinds, 300), name: some(300, 0.72)}]
    forms.found(answer, known, weeks, name, "a column of zeros and ones of which much is missing")
    half = {"x": [float("nan") if rng.random() < 0.5 else value for value in worlds.column(rng, "normal", 600)]}
    quiet = [
        {"x": [float("nan") if rng.random() < 0.5 else value for value in worlds.column(rng, "normal", 60)]}
        for _ in range(30)
    ]
    forms.quiet_weeks(answer, half, quiet, None, "60 rows, half of them missing, as in the reference")


def many_columns(answer: Answer, rng: Rng) -> None:
    """Quiet weeks of a hundred columns: whoever divides by eight or by ten rings in nearly all of them."""
    kinds = {f"c{place}": ("normal", "tail")[place % 2] for place in range(100)}
    known = worlds.week(rng, kinds, 600)
    quiet = [worlds.week(rng, kinds, int(rng.integers(45, 61))) for _ in range(20)]
    forms.quiet_weeks(answer, known, quiet, 0.3, "a hundred columns, 45 to 60 rows, level 0.3")


def _day(rng: Rng, minutes: int, each: int, spells: int, slow: float) -> list[tuple[float, int, float]]:
    """Spells of bad minutes with holes in them, minutes without requests, one request after the end."""
    bad: dict[int, int] = {}
    for begin in sorted(rng.choice(minutes - 12, spells, replace=False).tolist()):
        for minute in range(begin, begin + int(rng.integers(2, 11))):
            bad[minute] = int(rng.integers(0, each + 1))
    rows = worlds.requests(rng, minutes, each, bad, slow)
    empty = set(rng.choice(minutes, 4, replace=False).tolist())
    rows = [row for row in rows if int(row[0] // 60) not in empty]
    return [(60.0 * minutes, 500, 9.0), *rows, (60.0 * minutes + 61, 503, 9.0)]


def burn_corners(answer: Answer, rng: Rng) -> None:
    """What a drawn day hardly ever holds: failed and slow at once, silence until the end, each rule's own long window."""
    first = int(rng.integers(2, 9))
    one: dict[str, Any] = {"objective": 0.75, "rules": [(2, 1, 1.0)], "slow": 300, "least": 4, "quiet": 3}
    rows = [
        (60.0 * minute + 10 * place, 503 if wrong else 200, 9000.0 if wrong else 80.0)
        for minute in range(first + 4)
        for place in range(4)
        for wrong in (minute == first and place < 3,)
    ]
    both = "three requests that have failed and were slow at once"
    forms.rows(answer, (rows, first + 4), one, [], f"{both}, least 4")
    forms.rows(
        answer, (rows, first + 4), one | {"least": 3},
        reference.alerts(rows, first + 4, 0.75, [(2, 1, 1.0)], 300, 3, 3), f"{both}, least 3",
    )  # fmt: skip
    loud = [(60.0 * first + 10 * place, 500, 80.0) for place in range(4)]
    for silent in (2, 3, 20):
        told = f"four requests in minute {first + 1}, all bad, and {silent} minutes without any until the end"
        end = first + 4 if silent > 2 else None
        forms.rows(answer, (loud, first + 1 + silent), one | {"rules": [(1, 1, 1.0)]}, [(first + 1, end)], told)
    early = [(60.0 * first + place, 500 if place < 2 else 200, 80.0) for place in range(50)]
    late = [(60.0 * (first + 5) + place, 500 if place < 3 else 200, 80.0) for place in range(4)]
    two = one | {"rules": [(2, 1, 1.0), (30, 1, 1.0)], "least": 5}
    for rules in (two["rules"], two["rules"][::-1]):
        told = f"rules {rules}, least 5: five bad requests in the window of the one, three in that of the other"
        forms.rows(answer, (early + late, first + 8), two | {"rules": rules}, [], told)


def burns(answer: Answer, rng: Rng) -> None:
    """Days with several alerts; budgets of powers of two, so that no rounding decides."""
    seen = {"several": 0, "open": 0}
    for objective, rules, slow, least, quiet in (
        (0.75, [(4, 2, 1.0)], 300, 3, 3), (0.875, [(6, 2, 2.0), (12, 4, 1.0)], 500, 4, 2),
        (0.5, [(3, 1, 0.75)], 120.5, 2, 4), (0.875, [(20, 3, 0.5), (2, 1, 6.0)], 250, 7, 5), (0.75, [(5, 5, 1.5)], 400, 1, 1),
    ):  # fmt: skip
        for _ in range(6):
            minutes, each = int(rng.integers(40, 90)), int(rng.choice([4, 8]))
            rows = _day(rng, minutes, each, 6, slow)
            expected = reference.alerts(rows, minutes, objective, rules, slow, least, quiet)
            seen["several"] += len(expected) > 2
            seen["open"] += bool(expected) and expected[-1][1] is None
            settings = {"objective": objective, "rules": rules, "slow": slow, "least": least, "quiet": quiet}
            what = f"{len(rows)} requests in {minutes} minutes, rules {rules}, objective {objective}, least {least}, quiet {quiet}"
            forms.rows(answer, (rows, minutes), settings, list(expected), what)


def _quiet(minutes: int) -> list[tuple[float, int, float]]:
    return [(60.0 * minute + 59, 200, 90.0) for minute in range(minutes)]


def _fails(minute: int, count: int) -> list[tuple[float, int, float]]:
    return [(60.0 * minute + place, 500, 90.0) for place in range(count)]


def usual_burns(answer: Answer, rng: Rng) -> None:
    """What is so unless told: each number is a little below its limit on one day and a little above it on another."""

    def day(total: int, counts: dict[int, int], ms: float = 90.0) -> list[tuple[float, int, float]]:
        rows = []
        for minute in range(total):
            bad = counts.get(minute, 0)
            rows += [
                (60.0 * minute + k / 2, 500 if k < bad and ms < 500 else 200, ms if k < bad else 90.0)
                for k in range(40)
            ]
        return [rows[place] for place in rng.permutation(len(rows)).tolist()]

    def spread(begin: int, minutes: int, count: int) -> dict[int, int]:
        return {begin + place: count // minutes + (place < count % minutes) for place in range(minutes)}

    start = int(rng.integers(70, 90))
    trials = [
        (130, day(130, spread(start, 5, count)), f"{count} bad of the 2400 in an hour") for count in (33, 36)
    ]  # 14.4: 34.56
    trials += [(130, day(130, spread(start, 5, 60), ms), f"sixty answers that take {ms:g} ms") for ms in (500.0, 501.0)]
    trials += [
        (460, day(460, spread(365, 25, count)), f"{count} bad of the 14400 in six hours") for count in (84, 89)
    ]  # 6: 86.4
    trials += [(14, day(14, {3: count}), f"{count} bad requests in one minute") for count in (9, 10)]
    gap = int(rng.integers(2, 5))
    trials += [
        (160, day(160, spread(start, 3, 60) | {start + 2 + away: 30}), "two spells with a pause")
        for away in (16 + gap, 22 + gap)
    ]
    for gap in (
        59,
        60,
    ):  # ten are at least asked for: five, and five more a minute before the first leave the hour, or after it
        rows = _quiet(100) + _fails(4, 5) + _fails(4 + gap, 5) + [(k / 50, 200, 90.0) for k in range(2000)]
        trials.append((100, rows, f"five bad requests, and five more {gap} minutes later, after 2000 good ones"))
    for gap in (359, 360):
        rows = _quiet(400) + _fails(4, 5) + _fails(4 + gap, 5)
        trials.append((400, rows, f"five bad requests, and five more {gap} minutes later"))
    for first in (
        0,
        1,
    ):  # six hours hold 2000 good ones; the hour of minute 61 + first doesn't hold those of minute first any longer
        rows = _quiet(110) + _fails(70, 10) + [(60 * first + k / 50, 200, 90.0) for k in range(2000)]
        trials.append((110, rows, "ten bad requests in a minute, an hour after 2000 good ones"))
    rows = _quiet(110) + _fails(56, 10) + [(k / 50, 200, 90.0) for k in range(2000)]
    trials.append(
        (110, rows, "ten bad requests, and 2000 good ones that leave the hour when those are five minutes old")
    )
    for minutes, rows, what in trials:
        expected = reference.alerts(rows, minutes, 0.999, [(60, 5, 14.4), (360, 30, 6)], 500, 10, 15)
        forms.rows(answer, (rows, minutes), {}, list(expected), what)


def ripeness(answer: Answer, rng: Rng) -> None:
    """Forecasts around the day that is just ripe, labels just in time and just too late, corrected ones and strangers."""
    for wait in (5, 21, 30):
        today = dt.date(2026, 3, int(rng.integers(1, 28)))
        asked: list[tuple[str, str, bool]] = []
        told: list[tuple[str, str, bool]] = [("stranger", today.isoformat(), True)]
        for age in (*range(wait - 2, wait + 4), wait + 25):  # all of one year
            day = today - dt.timedelta(days=age)
            for number in range(int(rng.integers(7, 11))):
                parcel = f"{age}/{rng.integers(10**9)}"
                asked.append((parcel, day.isoformat(), bool(rng.random() < 0.4)))
                for after in {0: (wait,), 1: (wait + 1,), 2: (1, wait), 3: (2, wait + 1), 4: (), 5: (0,)}.get(
                    number, (int(rng.integers(1, wait)),)
                ):
                    late = bool(rng.random() < 0.5) if after not in (1, 2) else not asked[-1][2]
                    late = asked[-1][2] if number == 2 and after == wait else late
                    told.append((parcel, (day + dt.timedelta(days=after)).isoformat(), late))
        asked = [asked[place] for place in rng.permutation(len(asked)).tolist()]
        told = [told[place] for place in rng.permutation(len(told)).tolist()]
        expected = reference.ripe(asked, told, today.isoformat(), wait)
        settings = {} if wait == 21 else {"wait": wait}
        what = f"{len(asked)} forecasts, wait={wait}"
        forms.rows(answer, (asked, told, today.isoformat()), settings, list(expected), what)
    turn = dt.date(int(rng.integers(2024, 2030)), 1, int(rng.integers(2, 9)))
    asked = [(f"{age}", (turn - dt.timedelta(days=age)).isoformat(), False) for age in (20, 21, 30)]
    told = [("30", (turn - dt.timedelta(days=9)).isoformat(), False), ("21", turn.isoformat(), False)]
    expected = reference.ripe(asked, told, turn.isoformat(), 21)
    forms.rows(answer, (asked, told, turn.isoformat()), {}, list(expected), "forecasts of December, asked in January")


def bounds(answer: Answer, rng: Rng) -> None:
    """Very many requests, half of them bad, so that only the bound or the end can speak."""
    for over in (12, -12):
        harmed = int(rng.integers(60, 200))
        first, second = (int(value) * 1000 for value in rng.integers(120, 300, 2))
        history = [
            {"old": (2 * first, first), "new": (first, first // 2), "old_settled": (0, 0), "new_settled": (0, 0)},
            {"old": (first, first // 4 * 3), "new": (second, second // 8 * 5 + harmed + over), "old_settled": (0, 0), "new_settled": (0, 0)},
        ]  # fmt: skip
        extra = sum(s["new"][1] for s in history) - sum(s["new"][0] for s in history) * sum(
            s["old"][1] for s in history
        ) / sum(s["old"][0] for s in history)
        history[1]["new"] = (second, history[1]["new"][1] + round(harmed + over - extra))
        word = "stop" if over > 0 else "go on"
        plan = PLAN | {"harmed": harmed}
        forms.outcome(answer, history, plan, word, f"{harmed + over} extra bad answers, with a bound of {harmed}")
    half = int(rng.integers(60, 200))
    exact = [{"old": (2**20, 2**19), "new": (2**19, 2**18 + half), "old_settled": (0, 0), "new_settled": (0, 0)}]
    for harmed, word in ((half, "go on"), (half - 1, "stop")):
        forms.outcome(
            answer, exact, PLAN | {"harmed": harmed}, word, f"{half} extra bad answers, with a bound of {harmed}"
        )
    plain = {"old": (900, 9), "new": (450, 4), "old_settled": (300, 30), "new_settled": (9, 1)}
    steps = int(rng.integers(3, 9))
    unsure = PLAN | {"steps": steps}
    forms.outcome(answer, [plain] * steps, unsure, "stop", "the last step, and nobody is sure")
    forms.outcome(answer, [plain] * (steps - 1), unsure, "go on", "the last step but one, and nobody is sure")
    forms.outcome(
        answer,
        [plain | {"new_settled": (0, 0)}] * 23,
        PLAN,
        "go on",
        "of the new version no parcel has settled yet, of the old one many",
    )


_CALM = {"old": (9000, 90), "new": (9000, 90), "old_settled": (0, 0), "new_settled": (0, 0)}


def few_settled(answer: Answer, rng: Rng) -> None:
    """Shares of 0 and of 1 among very few, and an old version of which nothing has settled: nobody can be sure."""
    some = int(rng.integers(120, 400))
    first = [{"old": (some, 0), "new": (some, 0), "old_settled": (0, 0), "new_settled": (0, 0)}]
    forms.outcome(answer, first, PLAN, "go on", f"no bad request among the first {some} of each version")
    for old, new in (
        ((0, 0), (9000, 900)), ((0, 0), (1, 0)), ((1, 1), (1, 0)), ((1, 0), (1, 1)), ((2, 2), (2, 0)), ((2, 0), (2, 2)),
        ((3, 0), (9000, 900)), ((9000, 900), (3, 0)),
    ):  # fmt: skip
        history: list[dict[str, Any]] = [_CALM, _CALM, _CALM | {"old_settled": old, "new_settled": new}]
        told = f"{old[1]} of {old[0]} settled parcels of the old version wrong, and {new[1]} of {new[0]} of the new one"
        forms.outcome(answer, history, PLAN, "go on", f"{told}; the fast metric is equal")


def tiny_levels(answer: Answer, rng: Rng) -> None:
    """A level of one in a million: what lies 4.2 standard errors off comes more often than that by chance."""
    plan = PLAN | {"level": 1e-6, "harmed": 10**6}
    bad = int(rng.integers(8, 13)) * 1000  # of 100,000, so that 4.2 standard errors are *apart*
    apart = round(4.2 * (2 * bad * (1 - bad / 100_000)) ** 0.5)
    worse = [_CALM | {"old": (100_000, bad), "new": (100_000, bad + apart)}]
    told = f"level 0.000001, {bad} of 100000 requests bad with the old version and {bad + apart} with the new one (4.2 standard errors)"
    forms.outcome(answer, worse, plan, "go on", told)
    settled = {"old_settled": (90_000, 9000), "new_settled": (90_000, 9000)}
    equal = [_CALM | settled | {"old": (31_700, 3170), "new": (31_700, 3170)}]
    told = "level 0.000001, 3170 of 31700 requests bad with each version (the margin is 4.2 standard errors)"
    forms.outcome(answer, equal, plan, "go on", told)
    settled = {"old_settled": (1270, 127), "new_settled": (1270, 127)}
    equal = [_CALM | settled | {"old": (200_000, 2000), "new": (200_000, 2000)}]
    told = "level 0.000001, 127 of 1270 settled parcels wrong with each version (the margin is 4.2 standard errors)"
    forms.outcome(answer, equal, plan, "go on", told)


def _small(rng: Rng, fast: tuple[float, float], slow: tuple[float, float]) -> worlds.World:
    return worlds.rollout(rng, 32, 160, 44, fast, slow)


def _usual(rng: Rng, fast: tuple[float, float], slow: tuple[float, float]) -> worlds.World:
    return worlds.rollout(rng, 24, 500, 160, fast, slow)


def canaries_as_good(answer: Answer, rng: Rng) -> None:
    """Versions that are as good, in two plans, and with half of the traffic."""
    forms.as_good(answer, [_usual(rng, (0.02, 0.02), (0.1, 0.1)) for _ in range(500)], PLAN, "24 steps")
    halved = [worlds.rollout(rng, 24, 500, 260, (0.02, 0.02), (0.08, 0.08), 0.5) for _ in range(NIGHTS)]
    forms.as_good(answer, halved, PLAN | {"fast_margin": 0.015}, "half as many requests of the new one")
    forms.as_good(
        answer, [_small(rng, (0.02, 0.02), (0.1, 0.1)) for _ in range(NIGHTS)], SMALL, "32 steps, wider margins"
    )


def canaries_worse(answer: Answer, rng: Rng) -> None:
    """Versions that are worse by a margin in one of the two metrics, or better in the other; first some that aren't."""
    forms.as_good(answer, [_usual(rng, (0.02, 0.02), (0.1, 0.1)) for _ in range(60)], PLAN, "24 steps")
    for told, fast, slow in (
        ("in the fast metric", (0.02, 0.03), (0.1, 0.1)), ("in the slow metric", (0.02, 0.02), (0.1, 0.15)),
        ("in the slow metric, and better in the fast one", (0.03, 0.02), (0.1, 0.15)),
        ("in the fast metric, and better in the slow one", (0.02, 0.03), (0.15, 0.1)),
    ):  # fmt: skip
        forms.too_bad(answer, [_usual(rng, fast, slow) for _ in range(NIGHTS)], PLAN, told)
    forms.too_bad(
        answer,
        [_small(rng, (0.02, 0.02), (0.1, 0.2)) for _ in range(NIGHTS)],
        SMALL,
        "in the slow metric, wider margins",
    )


def canaries_much_worse(answer: Answer, rng: Rng) -> None:
    """Worse by four margins in what is known at once; first some that aren't."""
    forms.as_good(answer, [_usual(rng, (0.02, 0.02), (0.1, 0.1)) for _ in range(60)], PLAN, "24 steps")
    plan = PLAN | {"harmed": 10**6}
    forms.stopped_soon(
        answer, [_usual(rng, (0.02, 0.06), (0.1, 0.1)) for _ in range(NIGHTS)], plan, 6, "worse by four margins"
    )
