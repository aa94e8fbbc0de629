"""Contracts around a day with every edge of "leaves" planted, and snapshots around the edges of a split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

Span = tuple[int, int | None]
"""First and last day of a contract, counted from the day; None: no end."""


@dataclass(frozen=True)
class Person:
    """Somebody planted: what is special, the contracts, and whether they leave (None: no row)."""

    who: str
    contracts: tuple[Span, ...]
    left: int | None


@dataclass(frozen=True)
class Company:
    """Contracts, the day, horizon and grace, who is who, and what is right."""

    contracts: pd.DataFrame
    day: str
    horizon: int
    grace: int
    told: dict[int, str]
    expected: dict[int, int]


@dataclass(frozen=True)
class Split:
    """Snapshots, the bounds of a split, and why each (customer, day) is no row of a part ("": it is one)."""

    rows: pd.DataFrame
    test_from: str
    end: str
    horizon: int
    grace: int
    why: dict[str, dict[tuple[int, str], str]]


def planted(h: int, g: int) -> list[Person]:
    """One person for each edge, for a horizon of *h* and a grace of *g* days."""
    m = h // 2
    return [
        Person("whose contract has no end", ((-400, None),), 0),
        Person("whose contract ends on the last day of the horizon", ((-400, h),), 1),
        Person("whose contract ends a day after the horizon", ((-400, h + 1),), 0),
        Person("whose contract ends on the day itself", ((-400, 0),), None),
        Person("whose contract ends on the day after", ((-400, 1),), 1),
        Person("whose contract ended long ago", ((-400, -200),), None),
        Person("whose next contract starts on the last day of the grace", ((-400, m), (m + g, None)), 0),
        Person("whose next contract starts a day after the grace", ((-400, m), (m + g + 1, None)), 1),
        Person("who leaves on the last day of the horizon and is back within the grace", ((-400, h), (h + g, None)), 0),
        Person("who leaves on the last day of the horizon and is back after the grace", ((-400, h), (h + g + 1, None)), 1),
        Person("with a second contract all along", ((-400, m), (-90, None)), 0),
        Person("with a second contract that ends after the horizon", ((-90, h + 5), (-400, m)), 0),
        Person("whose second contract ended sooner", ((-400, m), (-200, m - 4)), 1),
        Person("whose first contract began on the day", ((0, None),), 0),
        Person("whose first contract begins on the day after", ((1, None),), None),
        Person("whose first contract begins and ends after the day", ((2, m),), None),
        Person("whose next contract ends within the horizon, too", ((-400, 3), (3, h - 1)), 1),
        Person("whose next contract ends after the horizon", ((-400, 3), (3, h + 9)), 0),
        Person("two of whose contracts end on one day", ((-400, m), (-100, m)), 1),
        Person("who leaves, and comes back after the grace for the rest of the horizon", ((-400, 1), (1 + g + 1, None)), 1),
        Person("between two contracts on the day", ((-400, -2), (2, None)), None),
        Person("who had left once, and came back before the day", ((-400, -300), (-100, None)), 0),
        Person("who had left once, came back, and leaves again", ((-400, -300), (-100, m)), 1),
        Person("with a contract of one day at the end of the last one", ((-400, m), (m, m)), 1),
        Person("whose first gap is too long, and whose last end is followed", ((-400, 2), (g + 3, h - 1), (h, None)), 1),
        Person("with a chain of three contracts, the last of which goes on", ((-400, 3), (4, h - 6), (h - 5, None)), 0),
        Person("who changed plans a month ago", ((-400, -30), (-30, None)), 0),
    ]  # fmt: skip


def follows(ends: int, other: Span, grace: int) -> bool:
    """Whether the other contract starts in time after this end, and goes on beyond it."""
    first, last = other
    return first <= ends + grace and (last is None or last > ends)


def leaves(contracts: tuple[Span, ...], horizon: int, grace: int) -> int | None:
    """1 or 0, or None for somebody without a contract that goes on beyond the day."""
    if not any(first <= 0 and (last is None or last > 0) for first, last in contracts):
        return None
    ends = [last for _, last in contracts if last is not None and 0 < last <= horizon]
    return int(any(not any(follows(end, other, grace) for other in contracts) for end in ends))


def _usual(rng: np.random.Generator, horizon: int, grace: int) -> Person:
    """One to three contracts at any time."""
    spans: list[Span] = []
    begin = -int(rng.integers(1, 500))
    for _ in range(int(rng.integers(1, 4))):
        last = begin + int(rng.integers(5, 260))
        spans.append((begin, last if last < horizon + grace + 30 and rng.random() < 0.8 else None))
        begin = last + int(rng.integers(-10, grace + 20))
    return Person("one of the usual ones", tuple(spans), leaves(tuple(spans), horizon, grace))


def company(rng: np.random.Generator, horizon: int, grace: int) -> Company:
    """A company with everybody planted and some usual customers, on a day of its own."""
    people = [*planted(horizon, grace), *(_usual(rng, horizon, grace) for _ in range(25))]
    day = date(2025, 1, 15) + timedelta(int(rng.integers(0, 120)))
    ids = [int(i) for i in rng.choice(9000, len(people), replace=False) + 100001]
    rows = [
        (
            name,
            f"{day + timedelta(first)}",
            None if last is None else f"{day + timedelta(last)}",
            int(rng.choice([10, 20, 30])),
        )
        for name, person in zip(ids, people, strict=True)
        for first, last in person.contracts
    ]
    frame = pd.DataFrame(rows, columns=["customer_id", "started_on", "ended_on", "plan_code"])
    frame.insert(0, "contract_id", rng.choice(90000, len(frame), replace=False) + 700000)
    frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
    told = {name: person.who for name, person in zip(ids, people, strict=True)}
    expected = {name: person.left for name, person in zip(ids, people, strict=True) if person.left is not None}
    return Company(frame, str(day), horizon, grace, told, expected)


def companies(rng: np.random.Generator) -> list[Company]:
    """Sixty days and thirty, and others."""
    return [company(rng, 60, 30), company(rng, int(rng.integers(35, 55)), int(rng.integers(8, 25)))]


def _why(part: str, day: int, until: int, wait: int) -> str:
    """Why a row *day* days after the test begins is not in *part*; "" if it is."""
    if part == "train":
        return (
            ""
            if day + wait <= 0
            else "its label wasn't known on the day the test begins: horizon and grace must be over by then"
        )
    if day < 0:
        return "it comes before the day the test begins"
    return (
        ""
        if day + wait <= until
        else "its label isn't known by the end of the data: horizon and grace must be over by then"
    )


def snapshots(rng: np.random.Generator, horizon: int, grace: int) -> Split:
    """Rows on both sides of each bound, of customers who have rows on all sides."""
    begin, wait = date(2025, 3, 1) + timedelta(int(rng.integers(0, 60))), horizon + grace
    until = wait + int(rng.integers(5, 40))
    edges = [
        -wait - 1,
        -wait,
        -wait + 1,
        -horizon,
        -horizon - 1,
        -1,
        0,
        1,
        until - wait,
        until - wait + 1,
        until - horizon,
        until,
    ]
    days = sorted({*edges, *(int(d) for d in rng.integers(-3 * wait, until, 8))})
    ids = [int(i) for i in rng.choice(9000, 6, replace=False) + 100001]
    pairs = [(name, day) for name in ids for day in days if day in edges or rng.random() < 0.7]
    rows = pd.DataFrame([(name, f"{begin + timedelta(day)}") for name, day in pairs], columns=["customer_id", "day"])
    rows["recency_days"], rows["left"] = rng.integers(0, 90, len(rows)), rng.integers(0, 2, len(rows))
    why = {
        part: {(name, f"{begin + timedelta(day)}"): _why(part, day, until, wait) for name, day in pairs}
        for part in ("train", "test")
    }
    mixed = rows.iloc[rng.permutation(len(rows))]
    return Split(mixed, str(begin), f"{begin + timedelta(until)}", horizon, grace, why)


def splits(rng: np.random.Generator) -> list[Split]:
    """Sixty days and thirty, and others."""
    return [snapshots(rng, 60, 30), snapshots(rng, int(rng.integers(35, 55)), int(rng.integers(8, 25)))]
