"""Figures and words of the lesson on watching: drift alarms under a threshold, open questions, and whether facts agree with the log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from workbook.notebook import interactive, svg

MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
SIZES = (60, 300, 3000)
LEFT, TOP, STEP, HIGH = 150.0, 60.0, 20.0, 24.0


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")


def draw_alarms(table: pd.DataFrame, threshold: float, size: int) -> str:
    """Weeks against columns; what lies above *threshold* rings.

    *table*: ``rows``, ``week``, ``column``, ``psi`` and ``changed`` (1 if the column has really changed).
    *size*: 1, 2 or 3, for the sizes of a week.
    """
    rows = SIZES[size - 1]
    some = table[table["rows"] == rows]
    names = list(dict.fromkeys(some["column"]))
    counts = {"found": 0, "missed": 0, "false": 0}
    shapes = []
    for week, name, psi, changed in zip(some["week"], some["column"], some["psi"], some["changed"], strict=True):
        x, y = LEFT + STEP * week, TOP + HIGH * names.index(name)
        kind = ("missed" if changed else "quiet") if psi <= threshold else "found" if changed else "false"
        if kind != "quiet":
            counts[kind] += 1
        colour = {"found": svg.GREEN, "missed": svg.BLUE, "false": svg.VERMILION, "quiet": svg.GREY}[kind]
        shapes.append(svg.dot(x, y, colour, 2 if kind == "quiet" else 7 if changed else 6))
    told = f"{counts['false']} false alarms, {counts['found']} real ones, {counts['missed']} missed"
    shapes.insert(0, svg.text(12, 22, f"{rows} rows a week, threshold {threshold:.2f}: {told}", size=15, bold=True))
    for place, name in enumerate(names):
        shapes.append(svg.text(LEFT - 6, TOP + HIGH * place + 4, name, size=12, anchor="end"))
    base = TOP + HIGH * len(names) + 6
    for week in (1, 5, 10, 15, 20, 26):
        shapes.append(svg.text(LEFT + STEP * week, base, str(week), size=12, anchor="middle"))
    shapes.append(svg.text(LEFT + STEP * 26, base + 18, "week; two columns change in week 20", size=12, anchor="end"))
    for place, (said, colour) in enumerate(
        (("false alarm", svg.VERMILION), ("real alarm", svg.GREEN), ("missed", svg.BLUE))
    ):
        shapes += [
            svg.dot(24 + 130 * place, base + 40, colour, 6),
            svg.text(36 + 130 * place, base + 44, said, size=12),
        ]
    return svg.picture(710, base + 56, shapes, f"Drift alarms, {rows} rows a week, threshold {threshold:.2f}: {told}.")


def drift_alarms(table: pd.DataFrame) -> None:
    """The picture, under a slider of the threshold and one of the rows that there are in a week."""
    controls = {
        "threshold": interactive.slider("threshold of the index", 0.0, 1.5, 0.2, step=0.01),
        "size": interactive.slider("rows a week: 1 is 60, 2 is 300, 3 is 3000", 1, 3, 1),
    }
    interactive.controlled(lambda **values: draw_alarms(table, **values), controls, columns=2)


FACTS = {
    "first_bad": "2f1c01d5e0239b8d",
    "bad_answers": "f750a0d3c682f36e",
    "depots": "297a240f22df1d64",
    "faster_by": "c49243834c3d7f2a",
    "could_have_paged": "fa366fd1d631c235",
}
"""For each fact the first 16 digits of a checksum of its text, so that it can be compared and not read."""


def checksum(name: str, value: Any) -> str:
    """The checksum of one fact: lists in their order, numbers to one place."""
    if isinstance(value, list | tuple | set):
        value = " ".join(sorted(str(one) for one in value))
    elif isinstance(value, float):
        value = round(value, 1)
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    return hashlib.sha256(f"3 March, {name}: {text}".encode()).hexdigest()[:16]


def agreement(facts: Mapping[str, Any]) -> str:
    """Which facts agree with the log, in words."""
    said = []
    for name, kept in FACTS.items():
        value = facts.get(name)
        if value is None:
            said.append(f"{name}: still empty")
        else:
            plain = value.item() if hasattr(value, "item") else value
            right = checksum(name, plain) == kept
            said.append(f"{name}: agrees" if right else f"{name}: {plain!r} contradicts the log")
    return "\n    ".join(said)
