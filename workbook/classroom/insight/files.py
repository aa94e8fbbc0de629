"""The report as files: one HTML page, one JSON file, a folder of CSV files. Each replaces an earlier report only."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbook.classroom.export import harmless
from workbook.classroom.insight.measures import BINS, METHODS, Measured
from workbook.classroom.insight.model import Exercise, Insight, UnitInsight
from workbook.classroom.insight.page import BEGIN, page
from workbook.errors import CourseError, cannot_write
from workbook.files import read_regular, write_atomically

_JSON = '{\n "workbook report": '
VERSION = 1
"""Of the JSON file's form."""
Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Heads and rows."""
_FIFTHS = ("weakest", "second", "third", "fourth", "strongest")


def write(
    known: Insight, html: Path | None = None, json_file: Path | None = None, folder: Path | None = None
) -> list[Path]:
    """Write the report to what is named; the files that were written.

    Nothing is written where one of the places holds something else: that raises CourseError, as does one that can't be written.
    """
    if html is not None and json_file is not None and html.resolve() == json_file.resolve():
        raise CourseError(f"{html} can't be a page and JSON at once.", "Name two files.")
    texts: dict[Path, tuple[str, str]] = {}
    if html is not None:
        texts[html] = (page(known), BEGIN)
    if json_file is not None:
        texts[json_file] = (to_json(known), _JSON)
    for name, table in tables(known).items() if folder is not None else ():
        texts[Path(folder or ".") / f"{name}.csv"] = (to_csv(table), ",".join(table[0][:2]) + ",")
    for path, (_, begin) in texts.items():
        _replaceable(path, begin)
    for path, (text, _) in texts.items():
        try:
            write_atomically(path, text)
        except OSError as error:
            raise cannot_write(path, error) from error
    return list(texts)


def _replaceable(path: Path, begin: str) -> None:
    """Raise CourseError unless *path* is free or begins as a report does."""
    if not os.path.lexists(path):
        return
    expected = begin.encode()
    try:
        start = read_regular(path, 1 << 30)[: len(expected)]
    except OSError:
        start = b"?"
    if start and start != expected:
        raise CourseError(f"{path} exists, and holds no report.", "Choose another name, or remove it first.")


def to_json(known: Insight) -> str:
    """Everything, with the methods in words; a figure that there is none of is null beside a sentence."""
    units = []
    for unit, plain in zip(known.units, asdict(known)["units"], strict=True):
        plain["waiting"] = unit.waiting
        plain["suspects"] = [{"lesson": one.lesson, "cell": one.cell} for one in unit.suspects]
        units.append(plain)
    made = {"workbook report": VERSION, "anonymous": known.anonymous, "methods": METHODS, "units": units}
    return json.dumps(made, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def to_csv(table: Table) -> str:
    """A table as CSV that no spreadsheet finds a formula in; an empty field is a figure that there is none of."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table[0])
    writer.writerows([_field(value) for value in row] for row in table[1])
    return text.getvalue()


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(round(value, 10)) if isinstance(value, float) else harmless(str(value))


def tables(known: Insight) -> dict[str, Table]:
    """Every figure, by the CSV file's name without its ending."""
    return _of_units(known) | _of_exercises(known) | _of_students(known)


def _of_units(known: Insight) -> dict[str, Table]:
    return {
        "units": (_UNITS, [row for unit in known.units for row in _units(unit)]),
        "distribution": (
            ("unit", "from_share", "to_share", "students"),
            [(u.unit, n / BINS, (n + 1) / BINS, count) for u in known.units for n, count in enumerate(u.histogram)],
        ),
    }


def _of_exercises(known: Insight) -> dict[str, Table]:
    return {
        "exercises": (_EXERCISES, [_exercise(unit, one) for unit, one in _each(known)]),
        "fifths": (
            ("unit", "lesson", "cell", "fifth", "students", "mean_share", "why_none"),
            [
                (unit.unit, one.lesson, one.cell, name, fifth.n, fifth.value, fifth.why)
                for unit, one in _each(known)
                for name, fifth in zip(_FIFTHS, one.fifths, strict=True)
            ],
        ),
        "misconceptions": (
            ("unit", "lesson", "cell", "misconception", "students", *_FIFTHS, "mean_share_elsewhere"),
            [
                (unit.unit, one.lesson, one.cell, m.name, m.count, *(m.fifths or [None] * 5), m.strength.value)
                for unit, one in _each(known)
                for m in one.mistakes
            ],
        ),
        "parts": (
            ("unit", "lesson", "cell", "part", "lost"),
            [(unit.unit, one.lesson, one.cell, *part) for unit, one in _each(known) for part in one.parts],
        ),
        "broken": (
            ("unit", "lesson", "cell", "gravity", "reason"),
            [
                (u.unit, o.lesson, o.cell, o.gravity, why)
                for u in known.units
                for o in u.suspects
                for why in o.suspicions
            ],
        ),
    }


def _of_students(known: Insight) -> dict[str, Table]:
    return {
        "students": (_STUDENTS, [row for unit in known.units for row in _students(unit)]),
        "claims": (
            ("student", "unit", "lesson", "heading", "text"),
            [
                (student.name, unit.unit, lesson, *pair)
                for unit in known.units
                for student in unit.students
                for lesson, told in student.claims.items()
                for pair in told.items()
            ],
        ),
        "stuck": (
            ("student", "unit", "lesson", "cell", "share", "begun", "misconception", "checks"),
            [
                (student.name, unit.unit, s.lesson, s.cell, s.share, s.begun, s.mistake, s.tries)
                for unit in known.units
                for student in unit.students
                for s in student.stuck
            ],
        ),
    }


_UNITS = (
    "unit", "students", "mean_share", "median_share", "deviation_share", "alpha", "alpha_exercises", "alpha_students",
    "alpha_why_none", "waiting", "ungraded", "records", "records_unreadable",
)  # fmt: skip
_EXERCISES = (
    "unit", "lesson", "cell", "title", "max_points", "graded", "waiting", "not_handed_in", "full", "none", "not_begun",
    "difficulty", "discrimination", "discrimination_low", "discrimination_high", "discrimination_why_none", "unnamed_mistakes",
    "gravity", "tries_known", "first_share", "last_share", "checks", "solved", "looked_up", "median_seconds",
)  # fmt: skip
_STUDENTS = ("student", "unit", "points", "max_points", "share", "late_penalty", "waiting", "stuck_on", "not_handed_in")


def _each(known: Insight) -> Iterator[tuple[UnitInsight, Exercise]]:
    for unit in known.units:
        for one in unit.exercises:
            yield unit, one


def _units(unit: UnitInsight) -> Iterator[tuple[Any, ...]]:
    figures: Sequence[Measured] = (unit.mean, unit.median, unit.deviation, unit.alpha)
    yield (
        unit.unit, len(unit.students), *(one.value for one in figures), unit.alpha_exercises, unit.alpha.n, unit.alpha.why,
        unit.waiting, unit.ungraded, unit.recorded, unit.unreadable,
    )  # fmt: skip


def _exercise(unit: UnitInsight, one: Exercise) -> tuple[Any, ...]:
    found, tries = one.discrimination, one.tries
    return (
        unit.unit, one.lesson, one.cell, one.title, one.max_points, one.graded, one.waiting, one.missing, one.full, one.none,
        one.not_begun, one.difficulty.value, found.value, found.low, found.high, found.why, one.unnamed, one.gravity,
        tries.first.n, tries.first.value, tries.last.value, tries.count.value, tries.solved, tries.looked, tries.seconds.value,
    )  # fmt: skip


def _students(unit: UnitInsight) -> Iterator[tuple[Any, ...]]:
    for one in unit.students:
        yield (
            one.name, unit.unit, one.points, one.max_points, one.share, one.late_penalty, one.waiting, len(one.stuck),
            " ".join(one.missing),
        )  # fmt: skip
