"""Linnet Mobile as its warehouse has it: five tables of text, with corrections, disguises and faults.

Faults against the dictionary lie in superseded records, bills and tickets, so that the last records of contracts are sound.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from hidden import linnet
from hidden.linnet import DAYS, FIRST, Company, Contract

CHANNELS = {
    "shop": ["Shop", "SHOP", " shop"],
    "web": ["WEB", "Web ", "web "],
    "phone": ["Phone", "PHONE"],
    "partner": ["Partner", " partner"],
}
NAMES = ["ada", "ben", "cem", "dora", "emil", "finn", "hanna", "ida", "jan", "kira", "lena", "mia", "nils", "olga"]
MONTHS = ["2025-06", "2025-07", "2025-08", "2025-09"]


def date(day: float | None) -> str:
    """ISO date of a day counted from FIRST; blank if there is none."""
    return "" if day is None or np.isnan(day) else f"{FIRST + pd.Timedelta(days=int(day)):%Y-%m-%d}"


def customers(rng: np.random.Generator, made: Company) -> pd.DataFrame:
    """The customers, with channels as people type them and birth years as forms want them."""
    people = made.people
    number = len(people)
    year = people["birth_year"].to_numpy().copy()
    year[rng.random(number) < 0.11] = -1
    year[rng.choice(number, 5, replace=False)] = [1899, 1880, 2031, 2052, 1899]
    channel = [
        str(rng.choice(CHANNELS[name])) if rng.random() < 0.13 else "N/A" if rng.random() < 0.015 else name
        for name in people["channel"]
    ]
    email = [f"{rng.choice(NAMES)}{customer % 100000}@example.org" for customer in people["customer_id"]]
    email = [
        "N/A" if lost < 0.02 else " " if lost < 0.035 else text
        for lost, text in zip(rng.random(number), email, strict=True)
    ]
    email[40], email[911] = email[40].replace("@", " at "), email[911].replace("@", "(at)")
    return pd.DataFrame(
        {
            "customer_id": people["customer_id"],
            "signed_on": [date(day) for day in people["signed"]],
            "postcode": people["postcode"],
            "birth_year": year,
            "channel": channel,
            "segment": people["segment"],
            "consent": people["consent"],
            "email": email,
        }
    )


def contracts(rng: np.random.Generator, made: Company) -> pd.DataFrame:
    """Records of contracts: loaded at the start, again at the price change, at the end, and with each correction."""
    rows: list[dict[str, object]] = []
    for index, contract in enumerate(made.contracts):
        rows += _records(rng, 500001 + index, contract)
    frame = pd.DataFrame(rows)
    frame = _faulty(rng, frame)
    again = frame.iloc[
        rng.choice(len(frame), 30, replace=False)
    ].copy()  # a load that ran twice: the same hour, other fee
    again["monthly_fee"] = (again["monthly_fee"].astype(float) - 1).map("{:.2f}".format)
    pairs = pd.concat([again, frame], ignore_index=True)  # the right one stands later in the file
    return pairs.iloc[_shuffled(rng, pairs)].reset_index(drop=True)


def _shuffled(rng: np.random.Generator, frame: pd.DataFrame) -> np.ndarray:
    """An order of rows by contract and chance in which records of the same load keep theirs."""
    chance = frame.groupby(["contract_id", "loaded_at"]).ngroup().to_numpy()
    key = rng.random(chance.max() + 1)[chance]
    return np.lexsort((np.arange(len(frame)), key, frame["contract_id"]))


def _records(rng: np.random.Generator, contract_id: int, contract: Contract) -> list[dict[str, object]]:
    """What the warehouse knew of one contract, load by load."""
    loads = [contract.started]
    price = linnet.PRICE_CHANGE
    changes = contract.plan == 20 and contract.commitment == 0 and contract.started < price
    if changes and (contract.ended is None or contract.ended > price):
        loads.append(price)
    if contract.ended is not None:
        loads.append(contract.ended)
    if rng.random() < 0.05:
        loads.append(int(rng.integers(loads[-1], min(DAYS, loads[-1] + 20) + 1)))
    return [
        {
            "contract_id": contract_id,
            "customer_id": contract.customer,
            "plan_code": contract.plan,
            "started_on": date(contract.started),
            "ended_on": date(contract.ended) if contract.ended is not None and load >= contract.ended else "",
            "monthly_fee": f"{contract.fee(min(load, contract.ended or load)):.2f}",
            "commitment_months": contract.commitment,
            "loaded_at": f"{date(load)} {int(2 + 2 * (place > 0 and load == loads[place - 1])):02d}:30",
        }
        for place, load in enumerate(loads)
    ]


def _faulty(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    """Records that a later load replaced are wrong now and then."""
    last = frame.groupby("contract_id")["loaded_at"].transform("max") == frame["loaded_at"]
    first = frame["contract_id"].duplicated(keep="last") & ~last
    hit = rng.choice(np.flatnonzero(first), 26, replace=False)
    frame = frame.astype({"monthly_fee": object, "plan_code": object})
    for row in hit[:12]:
        frame.loc[row, "monthly_fee"] = f"{100 * float(frame.loc[row, 'monthly_fee']):.2f}"
    for row in hit[12:16]:
        frame.loc[row, "monthly_fee"] = "0.00"
    for row in hit[16:20]:
        frame.loc[row, "plan_code"] = 25
    for row in hit[20:24]:
        start = pd.Timestamp(str(frame.loc[row, "started_on"]))
        frame.loc[row, "ended_on"] = f"{start - pd.Timedelta(days=int(rng.integers(1, 40))):%Y-%m-%d}"
    for row in hit[24:]:
        frame.loc[row, "customer_id"] += 900000
    return frame


def events(rng: np.random.Generator, made: Company) -> pd.DataFrame:
    """The sampled log of events, in UTC, numbered by time."""
    frame = linnet.events(rng, made)
    frame["at"] = frame["at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    frame["amount"] = [f"{value:g}" if value == value else "" for value in frame["amount"]]
    frame.insert(0, "event_id", 1 + np.arange(len(frame)))
    return frame[["event_id", "customer_id", "at", "kind", "amount"]]


def bills(rng: np.random.Generator, made: Company, log: pd.DataFrame) -> pd.DataFrame:
    """Bills of four months, by the old system in cents and by the new one in euros."""
    roaming = log[log["kind"] == "roaming"].assign(month=log["at"].str[:7])
    roaming = roaming.assign(amount=roaming["amount"].astype(float)).groupby(["customer_id", "month"])["amount"].sum()
    rows = []
    moved = dict(zip(made.people["customer_id"], rng.random(len(made.people)), strict=True))
    for month in MONTHS:
        begin = pd.Timestamp(f"{month}-01")
        first, last = (begin - FIRST).days, (begin + pd.offsets.MonthEnd(0) - FIRST).days
        for contract in made.contracts:
            if contract.started <= first and (contract.ended is None or contract.ended >= last):
                system = (
                    "new" if month == "2025-09" or (month == "2025-08" and moved[contract.customer] < 0.5) else "old"
                )
                extra = 1.9 * float(roaming.get((contract.customer, month), 0.0)) + max(0.0, rng.normal(0.2, 1.5))
                rows.append(_bill(rng, contract, month, system, contract.fee(last) + extra))
    frame = pd.DataFrame(rows)
    frame.insert(0, "bill_id", 700001 + np.arange(len(frame)))
    return _bill_faults(rng, frame)


def _bill(rng: np.random.Generator, contract: Contract, month: str, system: str, euros: float) -> dict[str, object]:
    due = pd.Timestamp(f"{month}-01") + pd.offsets.MonthEnd(0) + pd.Timedelta(days=14)
    late = int(max(0, rng.normal(-3, 4))) if rng.random() < 0.9 else int(rng.integers(5, 45))
    paid = due + pd.Timedelta(days=late if late else -int(rng.integers(0, 9)))
    unpaid = rng.random() < 0.015 or paid > linnet.LAST
    form = "%d.%m.%Y" if system == "old" and rng.random() < 0.99 else "%Y-%m-%d"
    return {
        "customer_id": contract.customer,
        "month": month,
        "amount": f"{euros:.2f}" if system == "new" else f"{round(100 * euros)}",
        "system": system,
        "paid_on": "" if unpaid else f"{paid:{form}}",
        "days_late": 9999 if unpaid else late,
    }


def _bill_faults(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    """Three bills sent twice, three paid and yet 9999 days late, two dates that no calendar has."""
    paid = np.flatnonzero((frame["paid_on"] != "") & (frame["system"] == "old"))
    hit = rng.choice(paid, 5, replace=False)
    frame.loc[hit[:3], "days_late"] = 9999
    frame.loc[hit[3], "paid_on"] = "31.09.2025"
    frame.loc[hit[4], "paid_on"] = "00.07.2025"
    twice = frame.iloc[rng.choice(len(frame), 3, replace=False)]
    return pd.concat([frame, twice]).sort_values("bill_id", kind="stable").reset_index(drop=True)


def tickets(rng: np.random.Generator, made: Company) -> pd.DataFrame:
    """Tickets in the company's own time, most of them never rated."""
    rows = []
    for ticket in sorted(made.tickets, key=lambda one: one.opened):
        opened = FIRST + pd.Timedelta(days=ticket.opened, minutes=int(rng.integers(8 * 60, 20 * 60)))
        closed = None if ticket.closed is None else FIRST + pd.Timedelta(days=ticket.closed, minutes=20 * 60 + 30)
        slow = ticket.closed is None or ticket.closed - ticket.opened > linnet.UNANSWERED
        marks = [0.3, 0.3, 0.2, 0.14, 0.06] if slow else [0.06, 0.1, 0.2, 0.34, 0.3]
        rated = closed is not None and rng.random() < 0.45
        note = str(rng.choice(linnet.NOTES[ticket.topic]))
        rows.append(
            {
                "customer_id": ticket.customer,
                "opened_at": f"{opened:%Y-%m-%d %H:%M}",
                "closed_at": "" if closed is None else f"{closed:%Y-%m-%d %H:%M}",
                "topic": ticket.topic,
                "satisfaction": int(rng.choice([1, 2, 3, 4, 5], p=marks)) if rated else 9,
                "note": " " if rng.random() < 0.1 else "N/A" if rng.random() < 0.05 else note,
            }
        )
    frame = pd.DataFrame(rows)
    frame.insert(0, "ticket_id", 900001 + np.arange(len(frame)))
    closed_rows = np.flatnonzero(frame["closed_at"] != "")
    hit = rng.choice(closed_rows, 7, replace=False)
    for row in hit[:4]:
        frame.loc[row, "closed_at"] = (
            f"{pd.Timestamp(frame.loc[row, 'opened_at']) - pd.Timedelta(days=30):%Y-%m-%d %H:%M}"
        )
    frame.loc[hit[4:6], "satisfaction"] = 0
    frame.loc[hit[6], "customer_id"] = 199901
    return frame
