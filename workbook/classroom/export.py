"""Grades as files that other systems import.

Canvas reads the columns of its own gradebook export (Student, ID, SIS User ID, SIS Login ID, Section, then one column
an assignment; an unknown column makes a new assignment): https://teaching.resources.osu.edu/toolsets/carmencanvas.
Moodle lets the teacher map columns on import, users by ``ID number``: https://docs.moodle.org/en/Grade_import.
OneRoster is what school information systems read: see oneroster.py.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from workbook.classroom import oneroster
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import gradebook_file
from workbook.classroom.gradebook.read import NotebookRow
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError, cannot_write
from workbook.files import read_regular, write_atomically

_FORMULA = re.compile(r"(?:^|[;|\t\r\n])\s*[=+@\u2212-]")
_END = re.compile(r"[;|\t\r\n]")
Format = Literal["canvas", "moodle", "csv", "oneroster"]
FORMATS: tuple[Format, ...] = ("canvas", "moodle", "csv", "oneroster")


@dataclass(frozen=True)
class Exported:
    """What was written: of how many students, and how many essays that nobody has read yet count 0 points in it."""

    students: int
    waiting: int


def export(
    course: Course, path: Path, form: str, units: Sequence[str] = (), *, class_id: str = "", period: str = ""
) -> Exported:
    """Write the grades of *units* (default: all) to *path*.

    Points are after late penalties. *class_id* and *period* are a OneRoster system's ids of the class and the grading
    period. Raises WorkbookError for an unknown format, an empty gradebook, or OneRoster without these ids.
    """
    if form not in FORMATS:
        raise WorkbookError(f"There is no format '{form}'.", f"Choose one of: {', '.join(FORMATS)}.")
    if form == "oneroster" and not (class_id and period):
        raise WorkbookError(
            "OneRoster needs the other system's ids of the class and of the grading period.",
            "Give both: --class ID --period ID. They are the sourcedIds in its classes.csv and academicSessions.csv.",
        )
    book, names = gradebook_file(course), [course.unit(name).name for name in units]
    rows = gradebook.notebooks(book, names)
    if not rows:
        raise WorkbookError("The gradebook has no grades to export.", "Grade something first: workbook autograde UNIT")
    waiting = [grade for grade in gradebook.grades(book, names) if grade.waits]
    if form == "oneroster":
        unread = {(grade.unit, grade.student) for grade in waiting}
        content = _oneroster(course, rows, unread, gradebook.due(book), class_id, period)
    else:
        table = {"canvas": _canvas, "moodle": _moodle, "csv": _csv}[form](rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([[harmless(value) for value in line] for line in table])
        content = text.getvalue().encode()
    _replaceable(path)
    try:
        write_atomically(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return Exported(len({row.student for row in rows}), len(waiting))


def _oneroster(
    course: Course,
    rows: Sequence[NotebookRow],
    unread: Set[tuple[str, str]],
    due: Mapping[str, datetime],
    class_id: str,
    period: str,
) -> bytes:
    units, most, earned = _totals(rows)
    known = {unit.name: unit.title for unit in course.units}
    made = [
        oneroster.UnitGrades(
            name=unit,
            title=known.get(unit, unit),
            most=_number(most[unit]),
            due=due.get(unit),
            points={student: _number(earned[student][unit]) for student in earned if unit in earned[student]},
            waiting=frozenset(student for name, student in unread if name == unit),
        )
        for unit in units
    ]
    now = datetime.now(UTC)
    return oneroster.package(made, sorted(earned), class_id, period, now, harmless)


def _replaceable(path: Path) -> None:
    """Raise CourseError unless *path* is free or holds grades that were exported before."""
    if not os.path.lexists(path):
        return
    try:
        start = read_regular(path, 1 << 30)[:20]
    except OSError:
        start = b"?"
    ours = (b"Student,ID,", b"ID number,", b"student,unit,")
    if start and not start.startswith(ours) and not _is_oneroster(path):
        raise CourseError(f"{path} exists, and holds no exported grades.", "Choose another name, or remove it first.")


def _is_oneroster(path: Path) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(read_regular(path, 1 << 30))) as archive:
            return {"manifest.csv", "results.csv"} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _totals(rows: Sequence[NotebookRow]) -> tuple[list[str], dict[str, float], dict[str, dict[str, float]]]:
    """Units, points that each gives, and each student's points by unit."""
    most: dict[str, float] = {}
    earned: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    lessons: dict[tuple[str, str], float] = {}
    for row in rows:
        earned[row.student][row.unit] += row.score - row.late_penalty
        lessons[row.unit, row.lesson] = row.max_score
    for (unit, _), points in lessons.items():
        most[unit] = most.get(unit, 0.0) + points
    return sorted(most), most, earned


def _canvas(rows: Sequence[NotebookRow]) -> list[list[str]]:
    units, most, earned = _totals(rows)
    table = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *units],
        ["    Points Possible", "", "", "", "", *(_number(most[unit]) for unit in units)],
    ]
    return table + [[name, "", "", name, "", *_points(units, earned[name])] for name in sorted(earned)]


def _moodle(rows: Sequence[NotebookRow]) -> list[list[str]]:
    units, _, earned = _totals(rows)
    return [["ID number", *units]] + [[name, *_points(units, earned[name])] for name in sorted(earned)]


def _csv(rows: Sequence[NotebookRow]) -> list[list[str]]:
    table = [["student", "unit", "lesson", "points", "max_points", "late_penalty", "handed_in"]]
    for row in rows:
        numbers = (row.score - row.late_penalty, row.max_score, row.late_penalty)
        stamp = row.timestamp.isoformat() if row.timestamp else ""
        table.append([row.student, row.unit, row.lesson, *map(_number, numbers), stamp])
    return table


def _points(units: Sequence[str], earned: dict[str, float]) -> list[str]:
    """A unit that the student never handed in stays empty: importers leave such grades alone."""
    return [_number(earned[unit]) if unit in earned else "" for unit in units]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def harmless(text: str) -> str:
    """A spreadsheet would run text that begins like a formula, in wide letters too, or after what it takes for a column's end."""
    return (
        text
        if _is_number(text) or not _FORMULA.search(unicodedata.normalize("NFKC", text))
        else f"'{_END.sub(' ', text)}"
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
