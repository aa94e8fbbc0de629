"""Records that were loaded several times, and bills as two systems write them, with what cleaning must make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass
class Loaded:
    """Records, the names of two columns, and the rows (by position) that must be kept."""

    records: pd.DataFrame
    key: str
    loaded: str
    kept: list[int]


def loaded(rng: np.random.Generator, keys: int, *, label: str | None = None, third: str = "fee") -> Loaded:
    """Keys with one to four records: the last isn't the last row, and some of the latest loads tie.

    *label* is the name of the frame's index, *third* that of a column which is neither key nor time.
    """
    key, time = (str(name) for name in rng.permutation(["contract", "no", "ref", "written", "as_of", "seen"])[:2])
    times = ["2024-12-31 23:30", "2025-01-01 02:30", "2025-01-01 10:05", "2025-02-28 02:30", "2025-10-01 02:30"]
    rows: list[dict[str, Any]] = []
    for number in range(keys):
        name = [f"C{number}", f"c{number}"][number % 2]
        chosen = sorted(rng.choice(len(times), 1 + number % 4, replace=False).tolist())
        picked = [times[place] for place in chosen] + [times[chosen[-1]]] * (number % 3 == 0)
        order = rng.permutation(len(picked)) if number % 4 else np.arange(len(picked))[::-1]
        rows += [{key: name, time: picked[place], third: round(float(rng.uniform(5, 50)), 2)} for place in order]
    frame = pd.DataFrame([rows[place] for place in rng.permutation(len(rows))])[[third, time, key]]
    best: dict[str, int] = {}
    for row, (name, when) in enumerate(zip(frame[key], frame[time], strict=True)):
        if name not in best or when >= frame[time].tolist()[best[name]]:
            best[name] = row
    frame.index = pd.Index(rng.integers(0, 3, len(frame)), name=label)
    return Loaded(frame, key, time, sorted(best.values()))


@dataclass
class Billed:
    """Bills as text, the cleaned columns (None: missing), and the protocol."""

    bills: pd.DataFrame
    columns: dict[str, list[Any]]
    protocol: dict[str, int]
    told: dict[str, list[str]]


AMOUNTS = {"n/a": None, "12,50": None, "EUR 20": None, "": None, "  ": None}
PLANTED = [("new", "12.345", 12.345), ("old", "1234.5", 12.345)]
"""Fractions of a cent."""
DATES = {
    "31.09.2025": None, "29.02.2025": None, "08.13.2025": None, "2025-02-30": None, "2025-13-01": None, "08/03/2025": None, "yesterday": None,
    "29.02.2024": "2024-02-29", "03.08.2025": "2025-08-03", "12.11.2025": "2025-11-12", "2025-08-03": "2025-08-03",
    " 05.06.2025": "2025-06-05", "2025-06-05 ": "2025-06-05", "28.07.2025": "2025-07-28", "": None, " ": None,
}  # fmt: skip
DAYS = {
    "0": 0.0,
    "12": 12.0,
    "9999": None,
    " 9999": None,
    "999": 999.0,
    "": None,
    "-3": -3.0,
    " 7 ": 7.0,
    "9998": 9998.0,
}


def billed(rng: np.random.Generator, rows: int) -> Billed:
    """Every kind of amount in both systems, every kind of date, in any order."""
    amounts: list[tuple[str, str, float | None]] = []
    for system in ("old", "new"):
        amounts += [(system, text, value) for text, value in AMOUNTS.items()]
    for row in range(rows):
        cents = int(rng.integers(-500, 9000)) if row > 1 else 0
        old = bool(rng.random() < 0.6) if row > 1 else row == 0
        text = f"{cents}" if old else f"{cents / 100:.2f}"
        amounts.append(("old" if old else "new", f" {text}" if rng.random() < 0.2 else text, cents / 100))
    amounts += PLANTED
    dates = [*DATES, *rng.choice(list(DATES), len(amounts) - len(DATES)).tolist()]
    days = [*DAYS, *rng.choice(list(DAYS), len(amounts) - len(DAYS)).tolist()]
    dates, days = ([values[place] for place in rng.permutation(len(amounts))] for values in (dates, days))
    amounts = [amounts[place] for place in rng.permutation(len(amounts))]
    bills = pd.DataFrame(
        {
            "paid_on": dates,
            "system": [system for system, _, _ in amounts],
            "note": [f" {word}" for word in rng.choice(["9999", "a", ""], len(amounts))],
            "amount": [text for _, text, _ in amounts],
            "bill_id": [str(number) for number in rng.permutation(len(amounts))],
            "days_late": days,
        },
        index=pd.Index(rng.integers(0, 9, len(amounts))),
    )
    columns = {
        "amount": [value for _, _, value in amounts],
        "paid_on": [None if DATES[text] is None else pd.Timestamp(DATES[text]) for text in dates],
        "days_late": [DAYS[text] for text in days],
        **{name: bills[name].tolist() for name in ("system", "note", "bill_id")},
    }
    protocol = {
        "amount: cents to euros": sum(system == "old" and value is not None for system, _, value in amounts),
        "amount: unreadable, now missing": sum(value is None and text.strip() != "" for _, text, value in amounts),
        "paid_on: day first": sum("." in text and DATES[text] is not None for text in dates),
        "paid_on: unreadable, now missing": sum(text.strip() != "" and DATES[text] is None for text in dates),
        "days_late: 9999, now missing": sum(text.strip() == "9999" for text in days),
    }
    told = {name: [f"made from {text!r}" for text in bills[name]] for name in bills.columns}
    told["amount"] = [f"made from {text!r} of the {system} system" for system, text, _ in amounts]
    return Billed(bills, columns, protocol, told)
