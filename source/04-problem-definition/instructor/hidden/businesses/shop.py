"""A small shop that sells tea by post, generated from a seed: customers, events, campaigns, costs.

Nobody sells such data under a clear licence, so it is made here, with the dirt that real logs have.
What is planted, and can be found again:

- a customer orders at a rhythm of its own (a gamma gap of 16 to 40 days), more rarely in summer;
- one who had trouble (a late parcel, a support call) leaves sooner: ``signal`` says how much;
- one who leaves just falls silent, and only some close the account;
- the queue delivers some events twice (same ``event_id``), and rows come in no order;
- the log simply ends at ``observed_until``: what happens later isn't known to anybody.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbook.check.drawn import drawn_once

START = pd.Timestamp("2025-01-01")
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Shop:
    """One generated business.

    ``customers``: customer_id, household, joined, region, channel, margin (a month, in euros).
    ``events``: event_id, customer_id, at, kind (order, visit, support, closed), amount (orders only).
    ``campaigns``: campaign_id, sent, channel, contacts, cost.
    ``costs``: euros per contact, voucher, share of leavers that a contact keeps, contacts a month.
    """

    customers: pd.DataFrame
    events: pd.DataFrame
    campaigns: pd.DataFrame
    costs: dict[str, float]
    observed_until: pd.Timestamp


def shop(rng: np.random.Generator, customers: int = 300, days: int = 420, signal: float = 1.0) -> Shop:
    """Make a shop with that many customers, observed for that many days."""
    people = _customers(rng, customers, days)
    events = _events(rng, people, days, signal)
    return Shop(
        people,
        events,
        _campaigns(rng, days),
        _costs(rng),
        START + days * DAY,
    )


def _customers(rng: np.random.Generator, count: int, days: int) -> pd.DataFrame:
    joined = np.sort(rng.integers(0, int(days * 0.8), count))
    homes = rng.integers(1, max(2, int(count * 0.85)), count)
    return pd.DataFrame(
        {
            "customer_id": [f"C{i:04d}" for i in range(1, count + 1)],
            "household": [f"H{i:04d}" for i in homes],
            "joined": START + pd.to_timedelta(joined, unit="D"),
            "region": rng.choice(["north", "south", "coast"], count, p=[0.45, 0.35, 0.2]),
            "channel": rng.choice(["search", "friend", "fair"], count, p=[0.5, 0.3, 0.2]),
            "margin": np.round(rng.gamma(6, 2.2, count) + 3, 2),
        }
    )


def _events(rng: np.random.Generator, people: pd.DataFrame, days: int, signal: float) -> pd.DataFrame:
    rows: list[tuple[str, float, str, float]] = []
    for customer, joined in zip(people["customer_id"], people["joined"], strict=True):
        first = (joined - START) / DAY
        rows += _life(rng, customer, first, days, signal)
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "kind", "amount"])
    frame = frame[frame["day"] <= days].sort_values("day", kind="stable")
    minutes = (frame["day"] * 1440).round().astype("int64")
    frame["at"] = START + pd.to_timedelta(minutes, unit="min")
    frame.insert(0, "event_id", [f"E{i:06d}" for i in range(1, len(frame) + 1)])
    twice = frame[rng.random(len(frame)) < 0.015]
    frame = pd.concat([frame, twice])
    frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
    return frame[["event_id", "customer_id", "at", "kind", "amount"]]


def _life(
    rng: np.random.Generator, customer: str, first: float, days: int, signal: float
) -> list[tuple[str, float, str, float]]:
    """One customer's events, from joining to falling silent (or to the end of the log)."""
    gap = rng.uniform(16, 40)
    trouble = rng.random() < 0.3
    leaves = first + 20 + rng.exponential(520 * np.exp(-signal * (1.2 if trouble else 0.0)))
    day, rows = first, []
    while day < min(leaves, days):
        at = np.floor(day) + np.clip(rng.normal(0.65, 0.15), 0.1, 0.97)
        rows.append((customer, at, "order", round(float(rng.gamma(9, 3.4)), 2)))
        visits = rng.poisson(1.1 if day < leaves - 45 else 0.4)
        rows += [(customer, at - rng.uniform(0, 6), "visit", np.nan) for _ in range(visits)]
        if rng.random() < (0.25 if trouble else 0.04):
            rows.append((customer, at + rng.uniform(2, 8), "support", np.nan))
        season = 1.25 if 150 < day % 365 < 240 else 1.0
        day += max(3.0, rng.gamma(7, gap * season / 7))
    rows = [row for row in rows if first <= row[1] <= leaves or row[2] == "order"]
    last = max(row[1] for row in rows)
    if leaves < days and rng.random() < 0.3:
        rows.append((customer, last + rng.uniform(1, 30), "closed", np.nan))
    return rows


def _campaigns(rng: np.random.Generator, days: int) -> pd.DataFrame:
    sent = np.arange(20, days, 45)
    contacts = rng.integers(60, 160, len(sent))
    return pd.DataFrame(
        {
            "campaign_id": [f"K{i:02d}" for i in range(1, len(sent) + 1)],
            "sent": START + pd.to_timedelta(sent, unit="D"),
            "channel": rng.choice(["mail", "letter"], len(sent), p=[0.7, 0.3]),
            "contacts": contacts,
            "cost": np.round(contacts * rng.uniform(0.8, 1.6, len(sent)), 2),
        }
    )


def _costs(rng: np.random.Generator) -> dict[str, float]:
    return {
        "contact": round(float(rng.uniform(1, 3)), 2),
        "voucher": float(rng.integers(4, 9)),
        "kept_share": round(float(rng.uniform(0.2, 0.4)), 2),
        "contacts_per_month": int(rng.integers(60, 140)),
    }


def months(rng: np.random.Generator, count: int = 14) -> tuple[pd.DataFrame, pd.Timestamp]:
    """A report by month, and the day it was drawn: the newest two windows are still open.

    Columns: month (its first day), active (customers with an order in the 90 days before it), lost (of
    those, without an order in the 60 days that followed, *as far as known on the day of the
    report*), known_on (the day on which the 60 days have passed).
    """
    first = pd.Timestamp("2025-01-01")
    starts = pd.date_range(first, periods=count, freq="MS")
    active = np.round(rng.integers(250, 420) * np.exp(np.linspace(0, rng.uniform(0.3, 0.7), count)))
    churn = np.clip(rng.uniform(0.13, 0.2) + np.linspace(-0.05, 0.06, count), 0.03, 0.5)
    churn = churn + rng.normal(0, 0.008, count)
    lost = np.round(active * churn)
    today = starts[-1] + pd.Timedelta(days=int(rng.integers(4, 25)))
    known_on = starts + pd.Timedelta(days=60)
    still_open = np.asarray(known_on > today)
    # nobody has ordered yet, so far: an open window makes everybody look lost
    lost[still_open] = np.round(active[still_open] * rng.uniform(0.45, 0.85, still_open.sum()))
    frame = pd.DataFrame(
        {
            "month": starts,
            "active": active.astype(int),
            "lost": lost.astype(int),
            "known_on": known_on,
        }
    )
    return frame.iloc[rng.permutation(count)].reset_index(drop=True), today


@drawn_once
def report(
    rng: np.random.Generator, closed: int, still_open: int, window: tuple[int, int] = (40, 80)
) -> tuple[pd.DataFrame, pd.Timestamp]:
    """A report with so many closed windows and so many open ones, and its day, on which the newest window has just closed.

    Months differ much in size, the share lost changes all the time, and a window need not last 60 days. Where more than
    six windows have closed, a month is missing among the newest of them: six rows are more than half a year.
    *window*: how many days it lasts, the last number left out.
    """
    count = closed + still_open
    first = pd.Timestamp("2024-05-01") + pd.DateOffset(months=int(rng.integers(12)))
    starts = pd.date_range(first, periods=count, freq="MS")
    if closed > 6:
        starts = pd.date_range(first, periods=count + 1, freq="MS").delete(closed - int(rng.integers(1, 5)))
    known_on = starts + pd.Timedelta(days=int(rng.integers(*window)))
    active = rng.integers(40, 2000, count)
    share = np.where(np.arange(count) < closed, rng.uniform(0.05, 0.4, count), rng.uniform(0.5, 0.8, count))
    lost = np.round(active * share).astype(int)
    today = known_on[closed - 1] if closed else known_on[0] - pd.Timedelta(days=1)
    frame = pd.DataFrame({"month": starts, "active": active, "lost": lost, "known_on": known_on})
    return frame.iloc[rng.permutation(count)].reset_index(drop=True), today


WEEKLY = {
    "kept_share": (0.84, 0.01, "up"),
    "margin_per_order": (7.9, 0.25, "up"),
    "voucher_euros": (310.0, 25.0, "down"),
    "answer_hours": (9.0, 0.9, "down"),
    "late_parcels": (14.0, 2.0, "down"),
    "unsubscribes": (22.0, 3.0, "down"),
}


def weeks(
    rng: np.random.Generator,
    count: int = 60,
    pair: tuple[str, str] | None = None,
) -> tuple[pd.DataFrame, dict[str, str], tuple[str, str]]:
    """Weekly metrics, the wanted directions, and the pair planted as conflicting.

    From week to week the pair trades off: what betters one worsens the other. Two *other* metrics only
    drift apart over the year, so that their levels correlate strongly and mean nothing.
    """
    names = list(WEEKLY)
    if pair is None:
        one, two = rng.choice(len(names), 2, replace=False)
        pair = (names[one], names[two])
    others = [name for name in names if name not in pair]
    decoys = [others[i] for i in rng.choice(len(others), 2, replace=False)]
    noise = {name: rng.normal(0, 1, count) for name in names}
    noise[pair[1]] = -noise[pair[0]] + rng.normal(0, 0.35, count)
    slope = {name: rng.uniform(0.5, 1.5) for name in names}
    slope[decoys[0]], slope[decoys[1]] = 14.0, -14.0
    time = np.linspace(0, 1, count)
    columns = {}
    for name in names:
        base, scale, direction = WEEKLY[name]
        better = (noise[name] + slope[name] * time) * (1 if direction == "up" else -1)
        columns[name] = np.round(base + scale * better * 0.5, 4)
    frame = pd.DataFrame({"week": pd.date_range("2025-01-06", periods=count, freq="7D"), **columns})
    return frame, {name: WEEKLY[name][2] for name in names}, pair


METRICS = (
    "kept",
    "margin",
    "vouchers",
    "late",
    "calls",
    "returns",
    "visits",
    "reviews",
    "week_ends",
    "up",
    "down",
    "price per 100 g",
)
Pair = frozenset[str]


def strengths(table: pd.DataFrame, directions: dict[str, str], way: str = "") -> dict[Pair, float]:
    """How the improvements of each pair from week to week correlate; *way*: what else people take for it."""
    sign = pd.Series(
        {name: 1.0 if way == "one way" or towards == "up" else -1.0 for name, towards in directions.items()}
    )
    values = table[list(directions)]
    if way == "order of pairs":
        return _kendall(values.diff().iloc[1:] * sign)
    changes = {"levels": values, "per cent": values.pct_change(), "two weeks": values.diff(2)}.get(way, values.diff())
    changes = changes.fillna(0) if way == "first week" else changes
    found = (
        (changes * sign).cov()
        if way == "covariance"
        else (changes * sign).corr("spearman" if way == "ranks" else "pearson")
    )
    if way in ("strongest", "most alike"):
        found = -found.abs() if way == "strongest" else -found
    names = list(directions)
    return {frozenset((one, two)): float(found.loc[one, two]) for i, one in enumerate(names) for two in names[i + 1 :]}


def _kendall(changes: pd.DataFrame) -> dict[Pair, float]:
    """Kendall's correlation of each pair of columns."""
    values = changes.to_numpy()
    order = np.sign(values[:, None] - values[None]).reshape(-1, values.shape[1])
    tau = order.T @ order / np.sqrt(np.outer((order**2).sum(axis=0), (order**2).sum(axis=0)))
    names = list(changes)
    return {frozenset((names[i], names[j])): float(tau[i, j]) for i, j in itertools.combinations(range(len(names)), 2)}


@drawn_once
def trading(rng: np.random.Generator, way: str, count: int = 6) -> tuple[pd.DataFrame, dict[str, str]]:
    """Weeks in which several metrics pull against each other, and *way* leads to another pair than the right one."""
    for _ in range(2000):
        names = [METRICS[i] for i in rng.choice(len(METRICS), count, replace=False)]
        weeks = int(rng.integers(5, 8) if way == "first week" else rng.integers(18, 40))
        mix = rng.normal(size=(count, count)) * rng.choice([0.4, 1.5], (count, count))
        changes = rng.normal(size=(weeks, count)) @ mix
        level = rng.uniform(40, 90, count) + changes + np.linspace(0, 1, weeks)[:, None] * rng.normal(0, 30, count)
        table = pd.DataFrame(np.round(np.abs(level) + 1, 2) * rng.choice([0.1, 1.0, 20.0], count), columns=names)
        directions = {name: str(rng.choice(["up", "down"])) for name in names}
        right = strengths(table, directions)
        first, second = sorted(right.values())[:2]
        if second - first <= 0.04:
            continue
        other = strengths(table, directions, way)
        if right[min(other, key=lambda two: other[two])] > first + 0.04:
            table.insert(0, "week", pd.date_range("2025-01-06", periods=weeks, freq="7D"))
            table.insert(int(rng.integers(count)), "orders", rng.integers(40, 90, weeks))
            return table, directions
    raise AssertionError(f"no weeks that tell {way!r} apart in 2000 draws")


WAYS = (
    "levels",
    "per cent",
    "two weeks",
    "covariance",
    "one way",
    "strongest",
    "most alike",
    "ranks",
    "order of pairs",
    "first week",
)


@dataclass(frozen=True)
class Log:
    """A log of events, and the question asked of it: ``as_of``, ``days``, ``observed_until``."""

    events: pd.DataFrame
    as_of: pd.Timestamp
    days: int
    observed_until: pd.Timestamp


MINUTE = pd.Timedelta(minutes=1)
A_DAY = 1440


@drawn_once
def log(rng: np.random.Generator, days: int = 60, seen: int | None = None) -> Log:
    """A log in which a customer stands for each case of the text, each end of each window to the minute among them.

    *seen*: minutes after the label window's end that the log was seen (0: to its very end, negative: it was not); None: long enough.
    """
    as_of = pd.Timestamp("2025-06-01") + MINUTE * int(rng.integers(60 * A_DAY)) + 7 * MINUTE
    end = days * A_DAY
    until = end + (20 * A_DAY if seen is None else seen)

    def before(low: int = 1, high: int = 89) -> tuple[str, int]:
        return "order", -int(rng.integers(low * A_DAY, high * A_DAY))

    def inside(low: int = 2, high: int | None = None) -> int:
        return int(rng.integers(low, (high or end) - 1))

    whole = int(rng.integers(2, 80)) * A_DAY
    middle, later = inside(2, end // 2), inside(end // 2)
    lives: list[list[tuple[str, int]]] = [
        [("order", -90 * A_DAY)], [("order", 1 - 90 * A_DAY)], [("order", -91 * A_DAY), ("order", inside())], [("order", 0)],
        [("order", 1)], [("visit", -5 * A_DAY), ("support", -9)], [before(), ("order", -90 * A_DAY), ("order", -90 * A_DAY - 1)],
        [("order", -whole)], [("order", -whole - 1)], [("order", 1 - whole)], [("order", 2 - A_DAY)],
        [before(), ("closed", 0)], [before(), ("closed", 1)], [before(), ("closed", -1)],
        [before(2, 9), ("closed", -whole - 10 * A_DAY), before()], [before(2, 9), ("closed", -95 * A_DAY), before(), ("order", inside())],
        [before(), ("order", end)], [before(), ("order", end + 1)], [before(), ("order", 1)], [before(), ("order", end - 1)],
        [before(), ("closed", end)], [before(), ("closed", end + 1)], [before(), ("closed", inside())], [before(), ("closed", end - 1)],
        [before(), ("order", middle), ("closed", later)], [before(), ("closed", middle), ("order", later)],
        [before(), ("visit", inside()), ("support", inside()), ("order_mail", inside())],
        [before(20), ("visit", -100), ("order_mail", -200), ("support", -90)], [before()], [before(), before(), before()],
        [("order", -whole), ("order", -whole), ("order", inside()), ("order", inside())], [before(), before(), ("order", 0)],
        [before(), before(), ("closed", inside())], [before(), ("closed", middle), ("closed", later)],
    ]  # fmt: skip
    names = [f"C{i:04d}" for i in rng.choice(9000, len(lives), replace=False)]
    rows = [(name, at, kind) for name, life in zip(names, lives, strict=True) for kind, at in life if at <= until]
    frame = pd.DataFrame(rows, columns=["customer_id", "minutes", "kind"])
    frame["at"] = as_of + pd.to_timedelta(frame.pop("minutes"), unit="min")
    frame["amount"] = np.where(frame["kind"] == "order", rng.gamma(9, 3.4, len(frame)).round(2), np.nan)
    frame.insert(0, "event_id", [f"E{i:06d}" for i in rng.choice(90000, len(frame), replace=False)])
    twice = frame[rng.random(len(frame)) < 0.3].assign(amount=np.nan)  # a copy of an order may have lost its amount
    frame = pd.concat([frame, twice, twice[rng.random(len(twice)) < 0.2]])
    frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
    return Log(frame[["event_id", "customer_id", "at", "kind", "amount"]], as_of, days, as_of + until * MINUTE)
