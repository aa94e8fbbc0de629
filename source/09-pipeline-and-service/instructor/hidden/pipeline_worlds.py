"""Scans of a few depots, and what the table of each day must hold after any sequence of runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

import pipeline_tables
from workbook.check.failure import Failure, show

Row = tuple[Any, ...]
DEPOTS = ("Riverside", "Hillgate", "St Mary's Lane", "Ödhof")
LAST_DAYS = ("2026-12-31", "2028-02-28", "2028-02-29", "2027-02-28", "2026-04-30")


def later(day: str, days: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def moment(day: str, second: int) -> str:
    """The moment so many seconds after the day's beginning."""
    begun = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=UTC)
    return (begun + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def of_day(rng: np.random.Generator, day: str, depots: Sequence[str] = DEPOTS, stored: str = "") -> list[Row]:
    """Scans of one day: one at its first and one at its last second, parcels scanned twice, a depot that delivers nothing."""
    rows: list[Row] = []
    for place, depot in enumerate(depots):
        parcels = [f"P{number}" for number in rng.choice(9000, int(rng.integers(5, 9)), replace=False)]
        kinds = ["in", "out"] if place == 1 else ["in", "delivered", "delivered"]
        times = [int(second) for second in rng.choice(np.arange(60, 86_000), len(parcels) + 3, replace=False)]
        for spot, parcel in enumerate(parcels):
            rows.append((parcel, depot, kinds[spot % len(kinds)], times[spot]))
        rows.append((parcels[1], depot, kinds[1], times[-1]))  # the same parcel again
        rows.append((parcels[0], depot, kinds[-1], (0, 86_399, 0, 86_399)[place % 4]))
    return [
        (parcel, depot, kind, moment(day, second), stored or moment(day, second + int(rng.integers(1, 50))))
        for parcel, depot, kind, second in rows
    ]


def daily(scans: Sequence[Row], day: str) -> list[Row]:
    """The rows that the table must hold for a day."""
    first, end = moment(day, 0), moment(later(day, 1), 0)
    counts: dict[str, list[Any]] = {}
    for parcel, depot, kind, at, _ in scans:
        if first <= at < end:
            own = counts.setdefault(depot, [0, set()])
            own[0] += 1
            own[1] |= {parcel} if kind == "delivered" else set()
    return [(day, depot, number, len(parcels)) for depot, (number, parcels) in counts.items()]


def _sorted(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return sorted(([*row] for row in rows), key=repr)


def same(seen: dict[str, Any], scans: Sequence[Row], table: Sequence[Row], runs: Sequence[Row], told: str) -> None:
    """Fail unless the three tables hold what they must."""
    if seen["error"]:
        raise Failure(told, "no error", seen["error"])
    for name, expected in (("daily", table), ("runs", runs), ("scans", scans)):
        _rows(seen[name], expected, f"{told}\n  the table {name}", name)


def _rows(got: Sequence[Sequence[Any]], expected: Sequence[Row], told: str, name: str) -> None:
    made, wanted = [[*row] for row in got], _sorted(expected)
    if made == wanted:
        return
    if name == "scans":
        raise Failure(told, "left as it was", "it was changed")
    lacking = [row for row in wanted if row not in made]
    more = [row for row in made if row not in wanted]
    if not lacking and not more:
        twice = next(row for row in made if made.count(row) != wanted.count(row))
        raise Failure(told, f"the row {show(tuple(twice))} once", f"{made.count(twice)} times")
    parts = [f"lacking: {show([tuple(row) for row in lacking[:3]])}"] * bool(lacking) + [
        f"too much: {show([tuple(row) for row in more[:3]])}"
    ] * bool(more)
    near = next((row for row in wanted if more and row[:2] == more[0][:2]), None)
    raise Failure(
        told,
        show(tuple(near or (lacking or wanted or [[]])[0])) if (near or lacking) else "no such row",
        "; ".join(parts),
    )


def _own_of(rng: np.random.Generator, day: str) -> list[Row]:
    """Scans of parcels that are delivered on another day or never, one stored after the run, and two that are there twice."""
    seconds = [int(second) for second in rng.choice(np.arange(60, 86_000), 6, replace=False)]
    planted = [
        ("P9101", "Riverside", "in"),
        ("P9102", "Hillgate", "in"),
        ("P9103", "Ödhof", "undelivered"),
        ("P9104", "Riverside", "redelivered"),
        ("P9105", "Ödhof", "in"),
        ("P9106", "Riverside", "delivered"),
    ]
    rows: list[Row] = [
        (*scan, moment(day, second), moment(day, second + 2)) for scan, second in zip(planted, seconds, strict=True)
    ]
    rows[5] = (*rows[5][:4], moment(later(day, 3), int(rng.integers(60, 80_000))))
    return [*rows, rows[4], rows[5]]


class Night:
    """A database with scans of some days and what runs before have left there."""

    def __init__(self, rng: np.random.Generator, day: str) -> None:
        before, after = later(day, -1), later(day, 1)
        own = [*of_day(rng, day), *_own_of(rng, day)]
        gone = str(rng.choice(["Kiln Street", "Old Dock"]))
        other = str(rng.choice(["Quay", "Yard"]))
        self.day, self.now = day, moment(after, int(rng.integers(3600, 9000)))
        self.scans = [
            *of_day(rng, after, DEPOTS[:3]),
            *own,
            *of_day(rng, before, DEPOTS[1:]),
            ("P1", other, "in", moment(after, 0), moment(after, 9)),
            ("P9101", "Riverside", "delivered", moment(after, 30_000), moment(after, 30_002)),
            ("P9102", "Hillgate", "delivered", moment(before, 50_000), moment(before, 50_003)),
        ]
        self.scans = [self.scans[i] for i in rng.permutation(len(self.scans))]
        self.others: list[Row] = [
            (before, "Riverside", 77, 12),
            (before, "Riverside", 77, 12),
            (after, "Hillgate", 3, 1),
        ]
        right = daily(own, day)
        self.stale: list[Row] = [(day, gone, 5, 2), *right[:2], right[0], (day, right[2][1], right[2][2] + 1, 0)]
        self.entries: list[Row] = [(before, moment(day, 5000)), (day, moment(after, 60))]

    def table(self) -> list[Row]:
        """What daily must hold in the end."""
        return [*self.others, *daily(self.scans, self.day)]

    def runs(self) -> list[Row]:
        """What runs must hold in the end."""
        return [*(row for row in self.entries if row[0] != self.day), (self.day, self.now)]


def runs_right(answer: Callable[..., Any], night: Night, fresh: bool, told: str) -> None:
    """Fail unless a run leaves the right rows; *fresh*: in a table that holds nothing of this day yet."""
    left = night.others if fresh else [*night.others, *night.stale]
    entries = [row for row in night.entries if row[0] != night.day] if fresh else night.entries
    events = [("run", night.day, night.now)]
    (seen,) = pipeline_tables.story(answer, None, None, (night.scans, left, entries), events)
    same(seen, night.scans, night.table(), night.runs(), f"{told}: run_day(db, {night.day!r}, {night.now!r})")


def again(answer: Callable[..., Any], rng: np.random.Generator, night: Night) -> None:
    """Fail unless a second run changes nothing, and one after corrections brings them in."""
    own = [row for row in night.scans if row[3][:10] == night.day]
    lost = [row for row in own if row[1] == "Hillgate"] + [own[0]]
    latest = moment(later(night.day, 4), 4000)
    second = int(rng.integers(1, 80_000))
    new = [
        ("P9999", "Mill", "delivered", moment(night.day, second), moment(later(night.day, 2), 60)),
        ("P9998", "Mill", "in", moment(night.day, second), latest),
    ]
    events: list[Row] = [
        ("run", night.day, night.now),
        ("run", night.day, night.now),
        ("remove", lost),
        ("add", new),
        ("run", night.day, latest),
    ]
    seen = pipeline_tables.story(answer, None, None, (night.scans, night.others, []), events)
    entry = [(night.day, night.now)]
    for turn, told in ((0, "the first run"), (1, "the same run once more")):
        same(seen[turn], night.scans, night.table(), entry, told)
    scans = [row for row in night.scans if row not in lost] + new
    told = "a run after scans were corrected and one came late"
    same(seen[4], scans, [*night.others, *daily(scans, night.day)], [(night.day, latest)], told)


def empty(answer: Callable[..., Any], night: Night) -> None:
    """Fail unless a day without scans leaves no rows, and an entry."""
    day = later(night.day, 9)
    now = moment(later(day, 1), 3600)
    start: tuple[list[Row], list[Row], list[Row]] = (night.scans, [*night.others, (day, "Quay", 3, 1)], [])
    (seen,) = pipeline_tables.story(answer, None, None, start, [("run", day, now)])
    same(seen, night.scans, night.others, [(day, now)], f"a day without scans: run_day(db, {day!r}, {now!r})")


def survives(answer: Callable[..., Any], night: Night, fresh: bool) -> None:
    """Fail unless a run that is killed leaves all as it was, or all done."""
    left = night.others if fresh else [*night.others, *night.stale]
    entries = [row for row in night.entries if row[0] != night.day] if fresh else night.entries
    seen = pipeline_tables.killed_everywhere(answer, night.scans, left, entries, night.day, night.now)
    same(seen[0]["whole"], night.scans, night.table(), night.runs(), "a run that isn't killed")
    old, new = (_sorted(left), _sorted(entries)), (_sorted(night.table()), _sorted(night.runs()))
    for number, one in enumerate(seen[1:]):
        told = f"run_day killed {f'after {number} statements' if number else 'before its first statement'}"
        found = one["cut"]["daily"], one["cut"]["runs"]
        if found not in (old, new):
            of_day_now = [row for row in found[0] if row[0] == night.day]
            has = f"{len(of_day_now)} rows of the day in daily; in runs {[row for row in found[1] if row[0] == night.day]}"
            raise Failure(
                told, "daily and runs both as before, or both new", has, "one transaction for all that belongs together"
            )
        same(one["again"], night.scans, night.table(), night.runs(), f"{told}, then run again")
