"""Linnet Mobile, simulated: who joins, calls, complains, pays and leaves, before any dirt.

The planted truths: plan 20 without commitment loses more customers after the price change of 1 April 2025; so does whoever
waits for an answer to a ticket, or has just come to the end of a commitment; use falls before a customer leaves; roaming
belongs to summer, calls to December, and nothing else foretells anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

FIRST = pd.Timestamp("2022-01-01")
LAST = pd.Timestamp("2025-09-30")
DAYS = (LAST - FIRST).days
PRICE_CHANGE = (pd.Timestamp("2025-04-01") - FIRST).days
EFFECT_DAYS = 110  # the price change is felt so long
EVENTS_BEGIN = (pd.Timestamp("2024-10-01") - FIRST).days
TICKETS_BEGIN = (pd.Timestamp("2024-07-01") - FIRST).days
FEES = {10: 9.99, 20: 19.99, 30: 29.99, 40: 44.99}
NEW_FEE = 22.99  # of plan 20 without commitment, from PRICE_CHANGE on
UNANSWERED = 14  # days
WEEKLY_LEAVING = 0.0052
NOTES = {
    "bill": ["Roaming on the bill, never left the country.", "Charged twice in June.", "Asks for a copy of the bill."],
    "network": ["No signal in the cellar.", "Calls drop on the train.", "Data slow in the evening."],
    "contract": ["Wants to know when the contract ends.", "Moved house, new address.", "Asks for the cheaper plan."],
    "device": ["SIM card not found.", "Lost the phone, block it.", "Can't set up the mailbox."],
    "other": ["Praise for the shop in Leipzig.", "Wrong number, hung up.", "Asked for Ines."],
}


@dataclass
class Contract:
    """One contract; days count from FIRST."""

    customer: int
    plan: int
    started: int
    commitment: int
    ended: int | None = None

    def fee(self, day: int) -> float:
        """The monthly fee in force on *day*."""
        changed = self.plan == 20 and self.commitment == 0 and day >= PRICE_CHANGE
        return NEW_FEE if changed else FEES[self.plan]


@dataclass
class Ticket:
    """One ticket; days count from FIRST."""

    customer: int
    opened: int
    closed: int | None
    topic: str


@dataclass
class Company:
    """Everything that is true, without dirt."""

    people: pd.DataFrame
    contracts: list[Contract] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)

    def spells(self, customer: int) -> list[Contract]:
        """The contracts of one customer, by start."""
        return [contract for contract in self.contracts if contract.customer == customer]


def people(rng: np.random.Generator, number: int) -> pd.DataFrame:
    """Customers by day of signing on; *use* is the number of events a month that this one makes."""
    signed = np.sort((DAYS - 12) * rng.beta(1.35, 1.0, number)).astype(int)
    area = rng.choice(["01", "04", "06", "10", "20", "50", "80"], number, p=[0.11, 0.26, 0.09, 0.19, 0.13, 0.11, 0.11])
    segment = rng.choice([1, 2, 3, 4], number, p=[0.5, 0.22, 0.12, 0.16])
    born = np.where(segment == 4, rng.integers(1996, 2008, number), rng.integers(1938, 2004, number))
    return pd.DataFrame(
        {
            "customer_id": 100001 + np.arange(number),
            "signed": signed,
            "postcode": [f"{two}{rest:03d}" for two, rest in zip(area, rng.integers(1, 999, number), strict=True)],
            "birth_year": born,
            "channel": rng.choice(["shop", "web", "phone", "partner"], number, p=[0.24, 0.42, 0.2, 0.14]),
            "segment": segment,
            "consent": rng.choice(["Y", "N", ""], number, p=[0.55, 0.33, 0.12]),
            "use": rng.gamma(2.0, 0.41, number),
        }
    )


def waiting(tickets: list[Ticket], day: int) -> bool:
    """Whether a ticket has gone unanswered for two weeks, and not yet for eleven."""
    return any(
        UNANSWERED <= day - ticket.opened <= 77 and (ticket.closed is None or ticket.closed > day) for ticket in tickets
    )


def weekly_leaving(contract: Contract, tickets: list[Ticket], day: int, segment: int) -> float:
    """The chance that the contract ends in the week that begins on *day*."""
    chance = WEEKLY_LEAVING * (1.3 if segment == 4 else 1.0)
    if contract.commitment:
        over = day - contract.started - round(contract.commitment * 30.44)
        chance *= 0.15 if over < 0 else 3.0 if over < 63 else 1.0
    elif contract.plan == 20 and 0 <= day - PRICE_CHANGE <= EFFECT_DAYS:
        chance *= 4.5
    return chance * (4.0 if waiting(tickets, day) else 1.0)


def new_ticket(rng: np.random.Generator, customer: int, day: int) -> Ticket:
    """One that is closed within days, most often; every fifth waits for weeks, or for ever."""
    days = int(rng.lognormal(0.7, 0.8))
    if rng.random() < 0.2:
        days = int(rng.integers(20, 70))
    closed = day + days
    never = rng.random() < 0.08
    topic = str(rng.choice(list(NOTES), p=[0.34, 0.26, 0.18, 0.14, 0.08]))
    return Ticket(customer, day, None if never or closed > DAYS else closed, topic)


def new_contract(rng: np.random.Generator, customer: int, day: int) -> Contract:
    """A plan and a commitment."""
    plan = int(rng.choice([10, 20, 30, 40], p=[0.24, 0.42, 0.24, 0.1]))
    return Contract(customer, plan, day, int(rng.choice([0, 12, 24], p=[0.5, 0.24, 0.26])))


def life(rng: np.random.Generator, customer: int, signed: int, segment: int) -> tuple[list[Contract], list[Ticket]]:
    """One customer's contracts and tickets, week by week."""
    contracts = [new_contract(rng, customer, signed + int(rng.integers(0, 6)))]
    tickets: list[Ticket] = []
    day = contracts[0].started
    while day < DAYS:
        current = contracts[-1]
        if day >= TICKETS_BEGIN and rng.random() < 0.014:
            tickets.append(new_ticket(rng, customer, min(DAYS, day + int(rng.integers(0, 7)))))
        ends = day + int(rng.integers(0, 7))
        if ends > current.started and rng.random() < weekly_leaving(current, tickets, day, segment) and ends <= DAYS:
            current.ended = ends
            gap = _gap(rng)
            if gap is None or ends + gap > DAYS:
                break
            contracts.append(new_contract(rng, customer, ends + gap))
            day = ends + gap
            continue
        day += 7
    last = contracts[-1].ended
    return contracts, [ticket for ticket in tickets if last is None or ticket.opened <= last]


def _gap(rng: np.random.Generator) -> int | None:
    """Days until the next contract; None: gone. Up to 30 days is no leaving."""
    kind = rng.random()
    if kind < 0.8:
        return None
    if kind < 0.92:
        return 1
    if kind < 0.97:
        return int(rng.choice([7, 14, 29, 30]))
    return int(rng.choice([31, 45, 80]))


def company(rng: np.random.Generator, number: int = 1500) -> Company:
    """The whole company."""
    made = Company(people(rng, number))
    for row in made.people.itertuples():
        contracts, tickets = life(rng, row.customer_id, row.signed, row.segment)
        made.contracts += contracts
        made.tickets += tickets
    return made


def intensity(contract: Contract, days: np.ndarray, last_day: int | None) -> np.ndarray:
    """How many times the usual number of events: less in the six weeks before a customer goes on *last_day*."""
    if contract.ended is None or contract.ended != last_day:
        return np.ones(len(days))
    return np.where(contract.ended - days <= 42, 0.35, 1.0)


SEASON = {
    "call": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.8, 1.0, 1.0, 1.1, 1.7],
    "data": [1.0] * 12,
    "roaming": [0.4, 0.4, 0.6, 0.9, 1.0, 1.6, 3.4, 3.2, 1.2, 0.7, 0.4, 0.7],
    "top_up": [1.0] * 12,
    "app_login": [1.0] * 12,
    "complaint": [1.0] * 12,
}
SHARES = {"call": 0.36, "data": 0.3, "roaming": 0.06, "top_up": 0.1, "app_login": 0.15, "complaint": 0.03}


def events(rng: np.random.Generator, made: Company) -> pd.DataFrame:
    """Events of all customers while a contract runs, in UTC, by time."""
    use = dict(zip(made.people["customer_id"], made.people["use"], strict=True))
    last_day = {contract.customer: contract.ended for contract in made.contracts}
    month = (FIRST + pd.to_timedelta(np.arange(DAYS + 1), unit="D")).month.to_numpy() - 1
    parts = []
    for contract in made.contracts:
        days = np.arange(max(contract.started, EVENTS_BEGIN), (DAYS if contract.ended is None else contract.ended) + 1)
        if not len(days):
            continue
        usual = use[contract.customer] / 30.44 * intensity(contract, days, last_day[contract.customer])
        for kind, share in SHARES.items():
            number = rng.poisson(usual * share * np.array(SEASON[kind])[month[days]])
            hit = np.repeat(days, number)
            parts.append(pd.DataFrame({"customer_id": contract.customer, "day": hit, "kind": kind}))
    frame = pd.concat(parts, ignore_index=True)
    minutes = _minute_of_day(rng, len(frame))
    local = FIRST + pd.to_timedelta(frame["day"] * 1440 + minutes, unit="min")
    local += pd.to_timedelta(rng.integers(0, 60, len(frame)), unit="s")
    zone = local.dt.tz_localize("Europe/Berlin", ambiguous=True, nonexistent="shift_forward")
    frame["at"] = zone.dt.tz_convert("UTC")
    frame["amount"] = _amounts(rng, frame["kind"])
    return frame.drop(columns="day").sort_values(["at", "customer_id", "kind"]).reset_index(drop=True)


def _minute_of_day(rng: np.random.Generator, number: int) -> np.ndarray:
    """The company's clock: much in the evening, some around midnight."""
    weight = np.array([4, 3, 1, 1, 1, 1, 2, 4, 5, 5, 5, 5, 6, 5, 5, 5, 6, 8, 9, 9, 8, 7, 6, 5], dtype=float)
    return 60 * rng.choice(24, number, p=weight / weight.sum()) + rng.integers(0, 60, number)


def _amounts(rng: np.random.Generator, kind: pd.Series) -> np.ndarray:
    """Minutes of calls and roaming, MB of data, euros of top-ups; nothing for the others."""
    number = len(kind)
    choices = {
        "call": np.ceil(rng.lognormal(1.1, 1.0, number)),
        "data": np.round(rng.lognormal(4.0, 1.2, number), 1),
        "roaming": np.ceil(rng.lognormal(0.9, 0.9, number)),
        "top_up": rng.choice([5.0, 10.0, 15.0, 25.0], number, p=[0.3, 0.4, 0.2, 0.1]),
    }
    return np.select([kind == name for name in choices], list(choices.values()), np.nan)


def left_on(made: Company) -> pd.Series:
    """The day on which each customer who left did so the last time; others are not in it."""
    gone = {}
    for contract in made.contracts:
        gone[contract.customer] = contract.ended
    series = pd.Series(gone, dtype="float").dropna()
    return FIRST + pd.to_timedelta(series, unit="D")
