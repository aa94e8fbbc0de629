"""Students' own records of their checks: ``progress.csv`` beside the notebooks, as ``workbook progress --csv`` writes it.

It is what a student says: it changes no points, and what can't be read is left out and counted.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workbook.course import Course
from workbook.files import folder_without_links, read_regular
from workbook.progress import COLUMNS

NAME = "progress.csv"
MOST_BYTES = 5_000_000
Exercise = tuple[str, str]
"""Lesson and tests cell."""


@dataclass(frozen=True)
class Tries:
    """One student's checks of one exercise. Shares of its points, 0 to 1."""

    first: float
    last: float
    count: int
    looked: bool = False
    """Whether the solution was looked up before the exercise was solved, or at all if it never was."""
    seconds: float | None = None
    """From the first check to the first with full points; None if there was none, or the clock ran backwards."""


@dataclass(frozen=True)
class Records:
    """The records of a unit's class, by student and exercise, and who handed in one that can't be read."""

    tries: Mapping[str, Mapping[Exercise, Tries]] = field(default_factory=dict)
    unreadable: int = 0


def read(course: Course, unit: str, students: Iterable[str]) -> Records:
    """The records that *students* handed in for *unit*; links are not followed."""
    found: dict[str, Mapping[Exercise, Tries]] = {}
    unreadable = 0
    for student in students:
        if student in (".", "..") or "/" in student or "\0" in student:
            continue  # no name of a folder in submitted/
        try:
            with folder_without_links(course.submitted, student, unit) as place:
                text = read_regular(NAME, MOST_BYTES, place).decode("utf-8-sig")
            found[student] = parse(text, unit)
        except (FileNotFoundError, NotADirectoryError):
            continue  # handed in without a record, which is as good
        except (OSError, ValueError, csv.Error):
            unreadable += 1
    return Records(found, unreadable)


def parse(text: str, unit: str) -> dict[Exercise, Tries]:
    """A record's tries of *unit*. Raises ValueError or csv.Error for what is no record."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError("its columns are not those of a record")
    events: dict[Exercise, list[tuple[datetime, str, float]]] = {}
    for row in reader:
        if row["unit"] == unit:
            share = _share(row) if row["what"] == "check" else 0.0
            moment = datetime.fromisoformat(str(row["time"]))
            if moment.tzinfo is None:
                raise ValueError("a time without its zone")
            events.setdefault((str(row["lesson"]), str(row["exercise"])), []).append((moment, str(row["what"]), share))
    return {name: one for name, own in events.items() if (one := _tries(own)) is not None}


def _share(row: Mapping[str, str | None]) -> float:
    points, most = float(row["points"] or "nan"), float(row["max_points"] or "nan")
    if not (math.isfinite(points) and math.isfinite(most) and 0 <= points <= most) or most == 0:
        raise ValueError("points that can't be")
    return points / most


def _tries(events: list[tuple[datetime, str, float]]) -> Tries | None:
    checks = [(moment, share) for moment, what, share in events if what == "check"]
    if not checks:
        return None
    solved = next((n for n, (_, what, share) in enumerate(events) if what == "check" and share >= 1), None)
    before = events if solved is None else events[:solved]
    seconds = None if solved is None else (events[solved][0] - checks[0][0]).total_seconds()
    return Tries(
        first=checks[0][1],
        last=checks[-1][1],
        count=len(checks),
        looked=any(what == "solution" for _, what, _ in before),
        seconds=seconds if seconds is not None and seconds >= 0 else None,
    )
