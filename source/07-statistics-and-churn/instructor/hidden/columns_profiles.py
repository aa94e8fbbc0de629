"""Frames with a dictionary whose kinds, disguises and gaps are planted, and their profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

NAMES = [
    "alder",
    "birch",
    "cedar",
    "dogwood",
    "elm",
    "fir",
    "ginkgo",
    "hazel",
    "ivy",
    "juniper",
    "kapok",
    "larch",
    "maple",
]
NAMES += [
    "neem",
    "oak",
    "pine",
    "quince",
    "rowan",
    "spruce",
    "teak",
    "walnut",
    "yew",
    "zelkova",
    "aspen",
    "linden",
    "holly",
]
NAMES += ["acacia", "beech", "cypress", "ebony", "hornbeam", "mulberry", "olive", "poplar", "sorrel", "thorn"]
WORDS = ["red", "Red", " red", "n/a", "unknown", "blue", "9998"]


@dataclass
class Profiled:
    """A frame, its dictionary, and what is to be found: (column, kind, missing, disguised, distinct, share)."""

    frame: pd.DataFrame
    dictionary: pd.DataFrame
    expected: list[tuple[Any, ...]]
    facts: dict[str, str]


def _columns(rng: np.random.Generator, rows: int) -> list[tuple[str, dict[str, str], list[Any]]]:
    """(kind, its row of the dictionary, the cells): each step of the ladder, and each pair of steps that could be swapped."""

    def pick(values: list[Any]) -> list[Any]:
        return [values[int(place)] for place in rng.integers(0, len(values), rows)]

    def deal(values: list[Any]) -> list[Any]:
        return [values[int(place) % len(values)] for place in rng.permutation(rows)]  # each of them, in every draw

    days = [f"2025-{1 + k // 28:02d}-{1 + k % 28:02d}" for k in range(200)]
    number = list(range(100001, 100001 + rows))
    text, coded = pick([*WORDS, "N/A", " N/A ", "", "   ", "-"]), pick(["shop", "web", "phone", "9999"])
    return [
        ("id", {"key": "primary"}, number),
        ("id", {"key": "people.number", "unit": "number of the person"}, pick(number[:5] or [1])),
        ("id", {"key": "areas.area", "allowed": "A|B"}, pick(["A", "B"])),
        ("id", {"key": "primary", "unit": "date"}, pick(days)),
        ("date", {"unit": "date"}, pick(days)),
        ("date", {"unit": "timestamp (UTC)"}, pick(days)),
        ("date", {"unit": "dates, parted by commas"}, pick(days)),
        ("date", {"unit": "time (UTC)"}, [pd.Timestamp(day) for day in pick(days)]),
        ("date", {"unit": "date", "allowed": "2025-01-01|2025-07-01"}, pick(days[:1])),
        ("count", {"unit": "number of months", "allowed": "0|12|24"}, pick([0, 12, 24])),
        ("count", {"unit": "number of calls", "unknown": "N/A|-1"}, pick([-1, 0, 1, 2, 2, 9999])),
        ("measure", {"unit": "euros", "allowed": "5|10"}, pick([5, 10])),
        ("measure", {"unit": "days", "unknown": "-1|9999"}, pick([-1.0, 9999.0, 1.0, 2.5, 9998.0, 2.5, None])),
        ("measure", {"unit": "degrees"}, pick([-1.0, 9999.0, 4.5, -1.0])),
        ("measure", {"unit": "minutes"}, pick([1.0, 2.0])),
        ("measure", {"unit": "thousands, total number of calls"}, pick([1.0, 2.0])),
        ("measure", {"unit": "days up to date"}, pick([1.0, 2.0])),
        ("measure", {"unit": "minutes of time"}, pick([1.0, 2.0])),
        ("measure", {"unit": "volts", "unknown": "99.9|-0.5"}, deal([99.9, -0.5, 99.0, 0.0, 99.9])),
        (
            "code",
            {"allowed": "named in the notes", "unknown": "N/A|9999|none known"},
            deal(["N/A by phone", "N", "99", "none", "/A"]),
        ),
        ("code", {"allowed": "texts and numbers", "unknown": "9999"}, deal([9999.0, 9999, 1, "1", "9999", "shop"])),
        (
            "code",
            {"allowed": "all of them texts", "unknown": "9999|7"},
            deal(["9999.0", "09999", "7.0", "9999", "shop"]),
        ),
        ("flag", {"allowed": "Y|N"}, pick(["Y", "N", "N", " ", None])),
        ("flag", {"allowed": "1|0"}, pick([0, 1, 2])),
        ("flag", {"allowed": "on|off"}, pick(["on"])),
        ("code", {"allowed": "10|20|30|40"}, pick([10, 20, 30, 40, 40])),
        ("code", {"allowed": "1|2|3"}, pick([1.0, 2.0])),
        ("code", {"allowed": "five digits"}, pick(["04109", "01067", "04109", "00000"])),
        ("code", {"allowed": "1|2|3|4|5", "unknown": "9"}, pick([1, 5, 9, 9, 4])),
        ("code", {"allowed": "shop|web|phone", "unknown": "9999"}, coded),
        ("text", {"unknown": "N/A|-"}, text),
        ("text", {}, pick([3, 7, 7])),
        ("text", {"unknown": "N/A"}, pick(["N/A", " "])),
        ("text", {}, deal(["nan", "None", "NaT", "yes"])),
    ]


def profiled(rng: np.random.Generator, rows: int) -> Profiled:
    """A frame with its columns in any order, gaps everywhere, and labels of rows that mean nothing."""
    columns = _columns(rng, rows)
    names = [str(name) for name in rng.permutation(NAMES)][: len(columns) + 2]
    order = rng.permutation(len(columns))
    cells: dict[str, pd.Series] = {}
    told, expected, facts = [], [], {}
    for name, place in zip(names, order.tolist(), strict=False):
        kind, says, values = columns[place]
        entry = {"column": name, "meaning": "a column", "unit": "", "allowed": "", "key": "", "unknown": ""} | says
        told.append(entry)
        if place % 3 == 1 and rows > 4:
            values = [None if row in (1, rows - 2) else value for row, value in enumerate(values)]
        cells[name] = pd.Series(values, dtype=None if values else "object")
        counted = _counted(cells[name].tolist(), entry["unknown"])
        expected.append((name, kind, *counted))
        facts[name] = (
            f"the dictionary: unit {entry['unit']!r}, allowed {entry['allowed']!r}, key {entry['key']!r}, unknown {entry['unknown']!r}"
        )
    told += [
        {"column": name, "meaning": "not here", "unit": "euros", "allowed": "", "key": "", "unknown": ""}
        for name in names[-2:]
    ]
    frame = pd.DataFrame(cells)
    frame.index = pd.Index(rng.integers(0, 4, rows))
    dictionary = pd.DataFrame([told[place] for place in rng.permutation(len(told))])
    return Profiled(frame, dictionary, expected, facts)


def _counted(cells: list[Any], unknown: str) -> tuple[int, int, int, float]:
    """Missing, disguised, different known values, share of the commonest of them."""
    numbers = [float(word) for word in unknown.split("|") if word.replace(".", "").lstrip("-").isdigit()]
    missing = disguised = 0
    known: dict[Any, int] = {}
    for cell in cells:
        if cell is None or cell is pd.NaT or cell != cell:
            missing += 1
        elif (cell.strip(" ") in ["", *unknown.split("|")]) if isinstance(cell, str) else cell in numbers:
            disguised += 1
        else:
            known[cell] = known.get(cell, 0) + 1
    total = sum(known.values())
    return missing, disguised, len(known), max(known.values()) / total if total else 0.0
