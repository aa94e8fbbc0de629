"""Which days a nightly run and a backfill must hand on, and what any sequence of them must leave in the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import pipeline_tables
from hidden import pipeline_worlds as worlds
from hidden.pipeline_worlds import Row, daily, later, moment
from workbook.check.failure import Failure, show


@dataclass
class Week:
    """Seven days, d[0] to d[6], and what has run: d[1] and d[5] never, d[4] before its own end; late scans are planted."""

    d: list[str]
    scans: list[Row]
    runs: list[Row]

    def due(self, *places: int) -> list[str]:
        return [self.d[place] for place in places]


def week(rng: np.random.Generator, last_day: str) -> Week:
    """A week in which the month ends. Its second day has no scans. Late: d[0] in its last second, d[2] to the second, d[4].

    Not late: d[3], though one of its scans was stored a second before the run, and one of the next day's first second long after.
    """
    back = int(rng.integers(1, 5))
    d = [later(last_day, number - back) for number in range(7)]
    ran = {place: moment(d[place + 1], int(rng.integers(3600, 9000))) for place in (0, 2, 3)}
    ran[4], ran[6] = moment(d[4], 43_200), moment(d[6], 600)
    scans = [row for place in (0, 2, 3, 5) for row in worlds.of_day(rng, d[place], worlds.DEPOTS[:2])]
    before = int(ran[3][17:19]) + 60 * int(ran[3][14:16]) + 3600 * int(ran[3][11:13])
    old = later(d[0], -1)
    scans += [
        ("L1", "Quay", "in", moment(d[0], 86_399), moment(d[5], 77)),
        ("L2", "Quay", "in", moment(d[2], 40_000), ran[2]),
        ("L3", "Quay", "in", moment(d[3], 40_000), moment(d[4], before - 1)),
        ("L4", "Quay", "in", moment(d[4], 0), moment(d[5], 78)),
        ("L5", "Quay", "in", moment(d[6], 300), moment(d[6], 700)),
        ("L6", "Quay", "in", moment(old, 40_000), moment(d[5], 80)),
    ]
    runs = [(d[place], when) for place, when in ran.items()] + [(old, moment(d[0], 4000))]
    return Week(d, [scans[i] for i in rng.permutation(len(scans))], [runs[i] for i in rng.permutation(len(runs))])


def _judge(
    seen: dict[str, Any],
    start: tuple[list[Row], list[Row], list[Row]],
    now: str,
    expected: list[str],
    failing: list[str],
    told: str,
) -> None:
    """Fail unless these days were handed on, in their order, and came back."""
    if seen["error"]:
        raise Failure(told, f"the days {expected}", seen["error"])
    days = [call[1] for call in seen["calls"]]
    if days != expected:
        look = "each day once, the oldest first" if sorted(set(days)) == expected else ""
        raise Failure(f"{told}\n  the days for which run is called", show(expected), show(days), look)
    if any(not own or when != now for own, _, when in seen["calls"]):
        raise Failure(
            told,
            f"run(db, day, {now!r})",
            show(next(call for call in seen["calls"] if not call[0] or call[2] != now)[1:]),
        )
    done = [day for day in expected if day not in failing]
    if seen["returned"] != done:
        raise Failure(f"{told}\n  what it returns", show(done), show(seen["returned"]))
    runs = [row for row in start[2] if row[0] not in done] + [(day, now) for day in done]
    worlds.same(seen, start[0], start[1], runs, told)
    if seen["changes"]:
        rows = f"{seen['changes']} rows of a table written or deleted beside run"
        raise Failure(told, "no table is changed but by run", rows, "run enters the day by itself")


def hands_on(
    answer: Callable[..., Any],
    some: Week,
    now: str,
    expected: list[str],
    told: str,
    first: str = "",
    catchup: bool | None = None,
    failing: tuple[str, ...] = (),
    runs: list[Row] | None = None,
    error: str = "RuntimeError",
) -> None:
    """Fail unless the nightly run hands on the *expected* days."""
    first = first or some.d[0]
    said = "" if catchup is None else f", catchup={catchup}"
    entries = some.runs if runs is None else runs
    what = f"{told}: nightly(db, {now!r}, {first!r}, run{said})\n  runs holds {sorted(entries)}"
    if failing:
        what += f"\n  run raises a {error} for {', '.join(failing)}"
    start = (some.scans, [(some.d[0], "Quay", 4, 4)], entries)
    seen = pipeline_tables.handed_on(answer, False, start, [now, first, catchup], list(failing), error)
    if error == "KeyboardInterrupt":
        _goes_through(seen, [*expected[: expected.index(failing[0])], failing[0]], what)
        return
    _judge(seen, start, now, expected, list(failing), what)


def _goes_through(seen: dict[str, Any], begun: list[str], told: str) -> None:
    """Fail unless a keyboard interrupt, which is no Exception, ended all at the day during which it came."""
    days = [call[1] for call in seen["calls"]]
    if not seen["interrupted"] or days != begun:
        what = f"{told}, which is no Exception: somebody has pressed the stop button"
        came = "it goes through" if seen["interrupted"] else "it is swallowed"
        raise Failure(
            what, f"it goes through, after run was called for {show(begun)}", f"{came}, called for {show(days)}"
        )


def fills(
    answer: Callable[..., Any],
    some: Week,
    first: str,
    last: str,
    now: str,
    failing: tuple[str, ...] = (),
    error: str = "RuntimeError",
) -> None:
    """Fail unless a backfill hands on each day of a range."""
    expected, day = list[str](), first
    while day <= last:
        expected.append(day)
        day = later(day, 1)
    what = f"backfill(db, {first!r}, {last!r}, {now!r}, run)\n  runs holds {sorted(some.runs)}"
    if failing:
        what += f"\n  run raises a {error} for {', '.join(failing)}"
    start = (some.scans, [(some.d[0], "Quay", 4, 4)], some.runs)
    seen = pipeline_tables.handed_on(answer, True, start, [first, last, now], list(failing), error)
    if error == "KeyboardInterrupt":
        _goes_through(seen, [*expected[: expected.index(failing[0])], failing[0]], what)
        return
    _judge(seen, start, now, expected, list(failing), what)


def any_sequence(
    run: Callable[..., Any],
    nightly: Callable[..., Any],
    backfill: Callable[..., Any],
    rng: np.random.Generator,
    last_day: str,
) -> None:
    """Fail unless runs, late scans, corrections, kills and backfills leave what the scans say."""
    d = [later(last_day, number - 2) for number in range(6)]
    scans = [row for day in d[:4] for row in worlds.of_day(rng, day, worlds.DEPOTS[:3])]
    now = [moment(d[4], 3600), moment(d[5], 3600), moment(d[5], 40_000)]
    late = [
        (f"L{place}", "Quay", "delivered", moment(d[place], 50_000), moment(d[4], 50_000 + place)) for place in (0, 2)
    ]
    late += worlds.of_day(rng, d[4], worlds.DEPOTS[:2])
    lost = [row for row in scans if row[3][:10] == d[1] and row[1] == worlds.DEPOTS[1]]
    kept = [row for row in [*scans, *late] if row not in lost]
    for cut in (2, 4, 5, 7, 9, 12):
        events: list[Row] = [
            ("nightly", now[0], d[0], None, None), ("add", late), ("nightly", now[1], d[0], None, cut), ("nightly", now[1], d[0], None, None),
            ("nightly", now[1], d[0], None, None), ("remove", lost), ("backfill", d[1], d[2], now[2]),
        ]  # fmt: skip
        seen = pipeline_tables.story(run, nightly, backfill, (scans, [], []), events)
        worlds.same(
            seen[0],
            scans,
            [row for day in d[:4] for row in daily(scans, day)],
            [(day, now[0]) for day in d[:4]],
            "the first nightly run, of four days",
        )
        every = [*scans, *late]
        table = [row for day in d[:5] for row in daily(every, day)]
        runs = [(day, now[1] if place in (0, 2, 4) else now[0]) for place, day in enumerate(d[:5])]
        told = f"a nightly run that was killed after {cut} statements, and run again"
        worlds.same(seen[3], every, table, runs, told)
        worlds.same(seen[4], every, table, runs, f"{told}, and once more")
        table = [row for day in d[:5] for row in daily(kept, day)]
        runs = [(day, now[2] if place in (1, 2) else when) for place, (day, when) in enumerate(runs)]
        worlds.same(
            seen[6], kept, table, runs, f"a depot's scans of {d[1]} removed, and a backfill from {d[1]} to {d[2]}"
        )


def edges(answer: Callable[..., Any], some: Week) -> None:
    """Fail unless a day is due from its end on, and only from the first day on."""
    d, at_end = some.d, moment(some.d[6], 0)
    hands_on(answer, some, at_end, some.due(0, 1, 2, 4, 5), "at the very end of a day", catchup=True)
    hands_on(answer, some, moment(d[5], 86_399), some.due(0, 1, 2, 4), "a second before the end of a day")
    hands_on(answer, some, moment(d[6], 86_399), some.due(0, 1, 2, 4, 5), "late on a day that isn't over")
    hands_on(answer, some, at_end, some.due(4, 5), "a later first day", first=d[3])
    hands_on(answer, some, at_end, some.due(1, 2, 4, 5), "a first day that never ran", first=d[1])
    hands_on(answer, some, at_end, [], "a first day that isn't over", first=d[6])
    hands_on(answer, some, at_end, [], "a first day in the future", first=later(d[6], 3))
    every = [(day, moment(d[6], 3000)) for day in d]
    hands_on(answer, some, moment(d[6], 4000), [], "all days have run after their last scan", runs=every)
    hands_on(answer, some, moment(d[6], 4000), d[:6], "nothing has run yet", runs=[])


def yesterday_only(answer: Callable[..., Any], some: Week) -> None:
    """Fail unless without catch-up the last day that has ended is the only one that never ran."""
    d, two = some.d, moment(some.d[6], 7200)
    hands_on(answer, some, two, some.due(0, 2, 4, 5), "without catch-up", catchup=False)
    hands_on(
        answer,
        some,
        moment(d[5], 86_399),
        some.due(0, 2, 4),
        "without catch-up, the last day that has ended has run",
        catchup=False,
    )
    run_by_now = [*some.runs, (d[5], two)]
    hands_on(
        answer, some, two, some.due(0, 2, 4), "without catch-up, yesterday has run", catchup=False, runs=run_by_now
    )
    hands_on(answer, some, two, d[5:6], "without catch-up, nothing has run yet", catchup=False, runs=[])
    hands_on(answer, some, two, d[:6], "with catch-up, nothing has run yet", catchup=True, runs=[])
    hands_on(answer, some, two, [], "without catch-up, a first day in the future", catchup=False, first=later(d[6], 1))


def troubled(answer: Callable[..., Any], some: Week) -> None:
    """Fail unless days after one that fails are run, and what failed is not among those that are returned."""
    d, two = some.d, moment(some.d[6], 7200)
    for failing in ((d[1],), (d[0], d[5]), (d[2], d[4])):
        hands_on(answer, some, two, some.due(0, 1, 2, 4, 5), "a night with errors", failing=failing)
    for error in pipeline_tables.ERRORS:
        hands_on(answer, some, two, some.due(0, 1, 2, 4, 5), "a night with errors", failing=(d[2],), error=error)


def ranges(answer: Callable[..., Any], some: Week) -> None:
    """Fail unless a range is run from end to end."""
    d, now = some.d, moment(later(some.d[6], 30), 3000)
    fills(answer, some, d[0], d[6], now)
    fills(answer, some, d[3], d[3], now)
    fills(answer, some, d[4], d[3], now)
    fills(answer, some, later(d[0], -3), d[1], now)
    fills(answer, some, d[2], d[6], moment(d[5], 40_000))
    for error in pipeline_tables.ERRORS:
        failing = (d[1], d[3]) if error != "KeyboardInterrupt" else (d[3],)
        fills(answer, some, d[1], d[5], now, failing=failing, error=error)
