"""Grades as 1EdTech OneRoster 1.1 CSV: one zip with a manifest, the units as line items, and a result for each student.

Columns are those of https://www.imsglobal.org/oneroster-v11-final-csv-tables, in its order. The files are sent as *delta*:
classes, students and grading periods are known to the other system, by the ids that it gave them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

MANIFEST = ("propertyName", "value")
CATEGORIES = ("sourcedId", "status", "dateLastModified", "title")
LINE_ITEMS = (
    "sourcedId", "status", "dateLastModified", "title", "description", "assignDate", "dueDate", "classSourcedId",
    "categorySourcedId", "gradingPeriodSourcedId", "resultValueMin", "resultValueMax",
)  # fmt: skip
RESULTS = (
    "sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate",
    "comment",
)  # fmt: skip
FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItems", "orgs", "resources", "results", "users",
)  # fmt: skip
SENT = ("categories", "lineItems", "results")
CATEGORY = "workbook"


@dataclass(frozen=True)
class UnitGrades:
    """One unit: its title, the points that it gives, when it is due, and each student's points."""

    name: str
    title: str
    most: str
    due: datetime | None
    points: Mapping[str, str]
    """By student, as text; a student who handed in nothing is missing."""
    waiting: frozenset[str]
    """Students of whom an essay is not read yet."""


def package(
    units: Sequence[UnitGrades],
    students: Sequence[str],
    class_id: str,
    period: str,
    now: datetime,
    harmless: Callable[[str], str],
) -> bytes:
    """The zip. *class_id*, *period*: the other system's ids; *now*: in UTC; *harmless* is done to every text."""
    stamp, day = f"{now:%Y-%m-%dT%H:%M:%S}.000Z", f"{now:%Y-%m-%d}"
    items = [_line_item(unit, class_id, period, stamp, day) for unit in units]
    results = [_result(unit, student, stamp, day) for unit in units for student in students]
    tables: dict[str, list[tuple[str, ...]]] = {
        "manifest.csv": [MANIFEST, *_manifest()],
        "categories.csv": [CATEGORIES, (CATEGORY, "active", stamp, "Workbook")],
        "lineItems.csv": [LINE_ITEMS, *items],
        "results.csv": [RESULTS, *results],
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows([[harmless(value) for value in row] for row in table])
            archive.writestr(name, text.getvalue())
    return made.getvalue()


def _manifest() -> list[tuple[str, str]]:
    files = [(f"file.{name}", "delta" if name in SENT else "absent") for name in FILES]
    return [("manifest.version", "1.0"), ("oneroster.version", "1.1"), *files]


def _line_item(unit: UnitGrades, class_id: str, period: str, stamp: str, day: str) -> tuple[str, ...]:
    due = f"{unit.due:%Y-%m-%d}" if unit.due else day
    own = (unit.name, "active", stamp, unit.title, "", min(due, day), due)
    return (*own, class_id, CATEGORY, period, "0", unit.most)


def _result(unit: UnitGrades, student: str, stamp: str, day: str) -> tuple[str, ...]:
    """An essay that waits makes the result *partially graded*: the points so far are not the last word."""
    points = unit.points.get(student, "")
    status = "not submitted" if not points else "partially graded" if student in unit.waiting else "fully graded"
    return (f"{unit.name}:{student}", "active", stamp, unit.name, student, status, points, day, "")
