"""Companies for the features as of a day: every edge of the contract is planted in every draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

BERLIN = ZoneInfo("Europe/Berlin")
_KINDS = ("call", "data", "roaming", "app_login", "complaint")
Moment = tuple[int, str]
"""Days after the day (negative: before it), and the time of day in Berlin."""


@dataclass(frozen=True)
class Customer:
    """Somebody planted: days after the day, moments of events, euros at moments, tickets from a moment to another."""

    who: str
    signed: int = -400
    events: tuple[Moment, ...] = ()
    top_ups: tuple[tuple[int, str, float], ...] = ()
    tickets: tuple[tuple[Moment, Moment | None], ...] = ()


FIRST, LAST = "00:00:00", "23:59:59"
PLANTED = (
    Customer("who signed on that very day", 0, ((0, "09:12:00"),)),
    Customer("who signs on the day after", 1, ((1, "10:00:00"),)),
    Customer("who signs on in a month", 31),
    Customer("who signed on 59 days before", -59, ((-59, "12:00:00"), (-58, "08:00:00"), (-3, "18:30:00"))),
    Customer("who signed on 58 days before", -58, ((-57, "12:00:00"), (-40, "15:00:00"), (-2, "07:30:00"))),
    Customer("who signed on 20 days before", -20, ((-7, "12:00:00"), (-9, "12:00:00"))),
    Customer("without any event, who signed on 90 days before", -90),
    Customer("whose events all lie after the day", -300, ((2, "11:00:00"), (9, "12:00:00")), ((3, "12:00:00", 25.0),)),
    Customer("whose events all lie before the 90 days", -700, ((-90, LAST), (-140, "12:00:00")), ((-91, "10:00:00", 30.0),)),
    Customer("with an event at 00:00 on the first of the 90 days", -500, ((-89, FIRST),)),
    Customer("with an event at 23:59:59 on the day", -500, ((0, LAST), (-4, "12:00:00"), (-33, "12:00:00"))),
    Customer("with an event at 00:00 on the day after", -500, ((1, FIRST), (-6, "12:00:00"))),
    Customer("whose last event is at 00:00 on the day", -500, ((0, FIRST),)),
    Customer("with events half an hour after midnight", -500, ((1, "00:30:00"), (-5, "00:30:00"), (-12, "00:30:00"))),
    Customer("with an event at 00:00 on the first of the last 30 days", -500, ((-29, FIRST), (-29, FIRST))),
    Customer("with an event at the end of the day before the last 30", -500, ((-30, LAST), (-30, "00:40:00"))),
    Customer("with an event at 00:00 on the first of the 30 days before", -500, ((-59, FIRST),)),
    Customer("with an event at the end of the day before these 60", -500, ((-60, LAST), (-61, "12:00:00"))),
    Customer("with top_ups at both ends of the 90 days", -500, ((-8, "13:00:00"),), ((-89, FIRST, 12.5), (-90, LAST, 40.0), (0, LAST, 7.05), (1, FIRST, 80.0))),
    Customer("with two equal top_ups at one moment", -500, (), ((-14, "12:00:00", 15.0), (-14, "12:00:00", 15.0))),
    Customer(
        "with several events and several tickets", -500, tuple((-d, "16:00:00") for d in (2, 5, 11, 36)), ((-6, "12:00:00", 20.0),),
        (((-30, "09:00:00"), None), ((-12, "09:00:00"), (4, "10:00:00")), ((-10, "09:00:00"), (-9, "10:00:00"))),
    ),
    Customer("whose ticket was closed weeks after the day", -500, ((-3, "12:00:00"),), (), (((-2, "09:00:00"), (25, "10:00:00")),)),
    Customer("whose ticket was closed at 23:59 on the day", -500, ((-3, "12:00:00"),), (), (((-2, "09:00:00"), (0, LAST)),)),
    Customer("whose ticket was closed at 00:00 on the day after", -500, ((-3, "12:00:00"),), (), (((-2, "09:00:00"), (1, FIRST)),)),
    Customer("whose ticket was opened at 23:59 on the day", -500, ((-3, "12:00:00"),), (), (((0, LAST), None),)),
    Customer("whose ticket was opened at 00:00 on the day after", -500, ((-3, "12:00:00"),), (), (((1, FIRST), None),)),
    Customer("without an event and with a ticket from a year ago", -500, (), (), (((-365, "09:00:00"), None),)),
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Tables, the day, who is who, and what is right: customer -> feature -> value (NaN: missing)."""

    customers: pd.DataFrame
    events: pd.DataFrame
    tickets: pd.DataFrame
    day: str
    told: dict[int, str] = field(default_factory=dict)
    expected: dict[int, dict[str, float]] = field(default_factory=dict)


def _utc(day: date, moment: Moment) -> str:
    local = datetime.combine(day + timedelta(moment[0]), time.fromisoformat(moment[1]), BERLIN)
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clock(day: date, moment: Moment) -> str:
    return f"{day + timedelta(moment[0])} {moment[1][:5]}"


def _amount(rng: np.random.Generator, kind: str) -> float:
    """Minutes or MB; nothing for kinds that have no amount."""
    return math.nan if kind in ("app_login", "complaint") else round(float(rng.uniform(1, 900)), 1)


def _usual(rng: np.random.Generator) -> Customer:
    """Somebody with events, top-ups and tickets at any time, most of them before the day."""

    def moment(first: int = -130, last: int = 30) -> Moment:
        hour, minute, second = (int(rng.integers(most)) for most in (24, 60, 60))
        place = int(rng.integers(first, last))
        return place, f"{hour if hour != 2 else 3:02d}:{minute:02d}:{second:02d}"  # 02:30 may not exist, or twice

    events = tuple(moment() for _ in range(int(rng.integers(1, 9))))
    top_ups = tuple((*moment(), round(float(rng.uniform(5, 40)), 2)) for _ in range(int(rng.integers(0, 4))))
    tickets = []
    for _ in range(int(rng.integers(0, 3))):
        opened, closed = sorted(moment() for _ in range(2))
        tickets.append((opened, closed if rng.random() < 0.6 else None))
    return Customer("one of the usual ones", -int(rng.integers(131, 900)), events, top_ups, tuple(tickets))


def right(planted: Customer) -> dict[str, float]:
    """The features of a planted customer, from the days of its moments alone."""
    days = [d for d in (*(at[0] for at in planted.events), *(at[0] for at in planted.top_ups)) if d <= 0]
    recent, before = (sum(first < -d + 1 <= first + 30 for d in days) for first in (0, 30))
    late = [(opened, closed) for opened, closed in planted.tickets if opened[0] <= 0]
    return {
        "recency_days": float(-max(days)) if days else math.nan,
        "frequency_90": float(sum(d >= -89 for d in days)),
        "money_90": sum(euros for d, _, euros in planted.top_ups if -89 <= d <= 0),
        "tenure_days": float(-planted.signed),
        "trend": float(recent - before) if planted.signed <= -59 else math.nan,
        "open_tickets": float(sum(closed is None or closed[0] > 0 for _, closed in late)),
    }


def world(rng: np.random.Generator, day: date, usual: int = 20) -> World:
    """A company with every planted customer, some usual ones, and strangers in events and tickets."""
    people = [*PLANTED, *(_usual(rng) for _ in range(usual))]
    ids = [int(i) for i in rng.choice(9000, len(people) + 1, replace=False) + 100001]
    customers = [
        (name, f"{day + timedelta(p.signed)}", f"{rng.integers(1000, 99999):05d}")
        for name, p in zip(ids, people, strict=False)
    ]
    events: list[tuple[int, str, str, float]] = [(ids[-1], _utc(day, (-3, "12:00:00")), "call", 3.0)]
    tickets: list[tuple[int, str, str | None]] = [(ids[-1], _clock(day, (-3, "12:00:00")), None)]
    for name, person in zip(ids, people, strict=False):
        kinds = [str(kind) for kind in rng.choice(_KINDS, len(person.events))]
        events += [
            (name, _utc(day, at), kind, _amount(rng, kind)) for at, kind in zip(person.events, kinds, strict=True)
        ]
        events += [(name, _utc(day, (place, at)), "top_up", euros) for place, at, euros in person.top_ups]
        tickets += [(name, _clock(day, a), None if b is None else _clock(day, b)) for a, b in person.tickets]
    expected = {name: right(person) for name, person in zip(ids, people, strict=False) if person.signed <= 0}
    return World(
        _mixed(rng, customers, ["customer_id", "signed_on", "postcode"]),
        _mixed(rng, events, ["customer_id", "at", "kind", "amount"], "event_id"),
        _mixed(rng, tickets, ["customer_id", "opened_at", "closed_at"], "ticket_id"),
        str(day), {name: person.who for name, person in zip(ids, people, strict=False)}, expected,
    )  # fmt: skip


def _mixed(
    rng: np.random.Generator,
    rows: Sequence[tuple[object, ...]],
    columns: list[str],
    key: str = "",
) -> pd.DataFrame:
    """The rows in no order, with a key of their own if one is named."""
    frame = pd.DataFrame(rows, columns=columns)
    if key:
        frame.insert(0, key, rng.choice(90000, len(frame), replace=False) + 500000)
    return frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)


def first_day(rng: np.random.Generator) -> World:
    """A company whose tables of events and tickets are still empty."""
    whole = world(rng, date(2025, 8, 14), 2)
    nothing = {"recency_days": math.nan, "frequency_90": 0.0, "money_90": 0.0, "open_tickets": 0.0}
    expected = {}
    for name, features in whole.expected.items():
        trend = 0.0 if features["tenure_days"] >= 59 else math.nan
        expected[name] = {**nothing, "tenure_days": features["tenure_days"], "trend": trend}
    return World(whole.customers, whole.events.head(0), whole.tickets.head(0), whole.day, whole.told, expected)


def worlds(rng: np.random.Generator) -> list[World]:
    """One day after the clocks went forward and one after they went back: the 90 days begin before that."""
    spring = date(2025, 4, 20) + timedelta(int(rng.integers(0, 45)))
    autumn = date(2024, 11, 10) + timedelta(int(rng.integers(0, 40)))
    return [world(rng, spring), world(rng, autumn)]


@dataclass(frozen=True)
class Log:
    """Moments in UTC and how many days ago each was: near a day's ends, near the changes of the clocks, and with holes."""

    day: str
    near: pd.Series
    near_days: list[float]
    changes: pd.Series
    change_days: list[float]
    holes: pd.Series
    hole_days: list[float]


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta((last.weekday() + 1) % 7)


def _told(
    rng: np.random.Generator, day: date, places: Sequence[int], times: Sequence[str]
) -> tuple[list[str], list[float]]:
    """Moments at these times of Berlin's clock on these days after *day*, in no order, and their days ago."""
    pairs = [(place, at) for place in places for at in times]
    mixed = [pairs[i] for i in rng.permutation(len(pairs))]
    return [_utc(day, pair) for pair in mixed], [float(-place) for place, _ in mixed]


def logs(rng: np.random.Generator) -> list[Log]:
    """As of a day in summer, one in winter, and both days on which the clocks change."""
    year = int(rng.integers(2018, 2026))
    spring, autumn = _last_sunday(year, 3), _last_sunday(year, 10)
    days = (
        date(year, 6, 1) + timedelta(int(rng.integers(0, 60))),
        date(year, 1, 5) + timedelta(int(rng.integers(0, 40))),
        spring,
        autumn,
    )
    made = []
    for day in days:
        ends = (FIRST, "00:20:00", f"{int(rng.integers(6, 18)):02d}:15:00", "23:40:00", LAST)
        near, near_days = _told(rng, day, (-31, -1, 0, 1, int(rng.integers(2, 25))), ends)
        around = [(change - day).days + d for change in (spring, autumn) for d in (-1, 0, 1, 3)]
        changes, change_days = _told(rng, day, around, (FIRST, "00:40:00", "23:20:00", LAST))
        holes, hole_days = _told(rng, day, (-40, -2, 0, 3), ("10:30:00",))
        labels = [int(i) for i in rng.choice(900, len(holes) + 2, replace=False) + 100]
        gaps = pd.Series([holes[0], None, *holes[1:], math.nan], index=labels, dtype=object)
        made.append(
            Log(
                str(day),
                pd.Series(near),
                near_days,
                pd.Series(changes),
                change_days,
                gaps,
                [hole_days[0], math.nan, *hole_days[1:], math.nan],
            )
        )
    return made
