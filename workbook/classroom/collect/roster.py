"""Who is in the class: a CSV that a platform exports, or one of your own.

Columns are known by their headings: Canvas' gradebook (Student, ID, SIS Login ID), Moodle's grading worksheet (Identifier,
Full name, Email address, Last modified (submission)) or participants, or plainly student, name, number, timestamp.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbook.classroom.collect.names import squashed
from workbook.errors import WorkbookError
from workbook.files import read_regular
from workbook.grading.door import moment, printable

_MOST = 16 * 2**20
_IDS = ("sis login id", "username", "id number", "idnumber", "sis user id", "email address", "student", "id")
_NAMES = ("full name", "name", "student")
_NUMBERS = ("identifier", "number", "id")
_STAMPS = ("timestamp", "submitted at", "last modified (submission)")
_MOODLE_DATES = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%A, %B %d, %Y, %I:%M %p")


@dataclass(frozen=True)
class Row:
    """One student: the name of the folder, what people call them, the platform's number, when the work came."""

    student: str
    name: str = ""
    number: str = ""
    stamp: datetime | None = None


class Unknown(Exception):
    """Why nobody in the class can be meant."""


class Roster:
    """The students of a class, to be found by number and by name."""

    def __init__(self, rows: list[Row], source: str) -> None:
        self.source = source
        self._numbers: dict[str, list[Row]] = defaultdict(list)
        self._names: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.number:
                self._numbers[row.number].append(row)
            for name in {squashed(row.name), squashed(row.student)} - {""}:
                self._names[name].append(row)

    def find(self, number: str, name: str) -> Row:
        """Who has this number, else this name. Raises Unknown for nobody, and for several."""
        found = self._numbers.get(number, []) if number else []
        if not found:
            named = self._names.get(squashed(name), [])
            found = [row for row in named if not (number and row.number)]  # another number: a namesake
        if not found:
            raise Unknown(f"nobody in {self.source} has this name or number")
        if len({row.student for row in found}) > 1:
            raise Unknown(f"two students of this name are in {self.source}, and no number tells which is meant")
        return found[0]


def read(path: Path) -> Roster:
    """The roster in the CSV file *path*. Raises WorkbookError."""
    try:
        text = read_regular(path, _MOST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbookError(f"The roster {path.name} can't be read: {error}.", "It has to be a CSV in UTF-8.") from None
    lines = [line for line in csv.reader(io.StringIO(text)) if any(line)]
    heads = [head.strip().casefold() for head in lines[0]] if lines else []
    identity = next((head for head in _IDS if head in heads), "")
    if not identity:
        raise WorkbookError(
            f"The roster {path.name} has no column that names students.",
            "Export Canvas' gradebook or Moodle's grading worksheet, or write the columns student,name,number.",
        )
    rows = [_row(dict(zip(heads, line, strict=False)), identity) for line in lines[1:]]
    return Roster([row for row in rows if row.student], path.name)


def _row(cells: dict[str, str], identity: str) -> Row:
    values = {head: value.strip() for head, value in cells.items()}

    def first(*heads: str) -> str:
        return next((values[head] for head in heads if values.get(head) and head != identity), "")

    number = first(*_NUMBERS)
    name = first(*_NAMES) or " ".join(filter(None, (first("first name"), first("last name", "surname"))))
    student = values.get(identity, "") or first(*_IDS[: _IDS.index("student")])
    found = re.search(r"[0-9]+$", number)
    return Row(student, name, found[0] if found else number, _stamp(first(*_STAMPS)))


def _stamp(text: str) -> datetime | None:
    """A time in ISO 8601, in UTC, or as Moodle writes it in English, in this machine's zone; None for all else."""
    try:
        return moment(text)
    except ValueError:
        pass
    for form in _MOODLE_DATES:
        try:
            return datetime.strptime(text, form).astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            continue
    return None


def as_student(text: str) -> str:
    """*text* as the name of a student's folder. Raises Unknown when it can't be one."""
    if not text or "/" in text or text.startswith(".") or printable(text) != text or "\\" in text:
        raise Unknown("this can't be the name of a folder")
    return text
