"""What students handed in: read with care, since every name and every byte of it is theirs.

Only regular files inside ``submitted/<student>/<unit>/`` are read; symbolic links, pipes and over-long files are
reported instead. A renamed notebook is recognised by the graded cells it holds.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from workbook import hooks
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.grading.files import read_regular
from workbook.grading.model import Master
from workbook.grading.rebuild import MAX_BYTES, graded
from workbook.grading.tasks import HandedIn, Problem

TIMESTAMP = "timestamp.txt"


def students(course: Course, unit: str, only: Iterable[str] = ()) -> list[str]:
    """Who has a folder for *unit* below submitted/. Raises WorkbookError for a name in *only* that hasn't."""
    found = [name for name in _folders(course.submitted) if os.path.lexists(course.submitted / name / unit)]
    wanted = list(only)
    for name in wanted:
        if name not in found:
            raise WorkbookError(
                f"Nothing was handed in by '{name}' for {unit}.",
                f"Put it at {course.submitted.name}/{name}/{unit}/, or leave out --student.",
            )
    return [name for name in found if not wanted or name in wanted]


def _folders(path: Path) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return sorted(e.name for e in entries if not e.name.startswith(".") and e.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return []


def read(course: Course, student: str, unit: str, masters: Mapping[str, Master]) -> HandedIn:
    """Read one submission. Whatever is wrong with it ends in ``problems`` or ``notes``, never in an exception."""
    folder = course.submitted / student / unit
    reader = _Reader(student, unit, folder)
    if not reader.sound():
        return HandedIn(student, unit, problems=tuple(reader.problems))
    names = reader.names()
    notebooks = {lesson: reader.notebook(f"{lesson}.ipynb", lesson) for lesson in masters if f"{lesson}.ipynb" in names}
    absent = [lesson for lesson in masters if lesson not in notebooks]
    strays = [name for name in names if name.lower().endswith(".ipynb") and name[: -len(".ipynb")] not in masters]
    notebooks |= reader.renamed(strays, {lesson: masters[lesson] for lesson in absent})
    readable = {lesson: data for lesson, data in notebooks.items() if data is not None}
    timestamp = reader.timestamp()
    the_unit = course.unit(unit)
    claims = {name: hooks.read(the_unit, name, data, folder, timestamp) for name, data in readable.items()}
    if not notebooks:
        reader.problem("", "there is no notebook of this unit in the folder")
    return HandedIn(
        student=student,
        unit=unit,
        notebooks=readable,
        missing=tuple(lesson for lesson in masters if lesson not in notebooks),
        timestamp=timestamp,
        claims={name: claim for name, claim in claims.items() if claim is not None},
        notes=tuple(reader.notes),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads one submission's folder and collects what is odd."""

    def __init__(self, student: str, unit: str, folder: Path) -> None:
        self.student, self.unit, self.folder = student, unit, folder
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def problem(self, lesson: str, message: str) -> None:
        self.problems.append(Problem(_printable(self.student), self.unit, lesson, message))

    def sound(self) -> bool:
        if _printable(self.student) != self.student or len(self.student) > 128:
            self.problem("", "the folder's name can't be a student's id: printable text, at most 128 letters")
        elif self.folder.is_symlink():
            self.problem("", "the folder is a symbolic link, which is not followed; hand in the files themselves")
        elif not self.folder.is_dir():
            self.problem("", "this is not a folder")
        return not self.problems

    def names(self) -> list[str]:
        with os.scandir(self.folder) as entries:
            return sorted(entry.name for entry in entries if not entry.name.startswith("."))

    def notebook(self, name: str, lesson: str) -> bytes | None:
        """The bytes of one file, or None with a problem noted."""
        try:
            return read_regular(self.folder / name, MAX_BYTES)
        except OSError as error:
            self.problem(lesson, _reason(error, name))
            return None

    def renamed(self, strays: Sequence[str], absent: Mapping[str, Master]) -> dict[str, bytes | None]:
        """Notebooks under another name, found by the graded cells they hold."""
        found: dict[str, bytes | None] = {}
        for name in strays:
            shown = _printable(name)
            try:
                data = read_regular(self.folder / name, MAX_BYTES)
            except OSError as error:
                self.notes.append(f"'{shown}' was ignored: {_reason(error, shown)}")
                continue
            lesson = _best_match(data, {key: m for key, m in absent.items() if key not in found})
            if lesson:
                found[lesson] = data
                self.notes.append(f"'{shown}' was taken for '{lesson}.ipynb', whose cells it holds.")
            else:
                self.notes.append(f"'{shown}' was ignored: it is no lesson of {self.unit} that is missing here.")
        return found

    def timestamp(self) -> datetime | None:
        try:
            text = read_regular(self.folder / TIMESTAMP, 1000).decode("utf-8").strip()
            return parse_utc(text) if text else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, OverflowError, TypeError):
            self.notes.append(f"{TIMESTAMP} can't be read as a date; the submission counts as in time.")
            return None


def _reason(error: OSError, name: str) -> str:
    if error.errno == errno.ELOOP:
        return f"{name} is a symbolic link, which is not followed; hand in the file itself"
    if error.errno == errno.EFBIG:
        return f"{name} is too big ({error.strerror}); clear the outputs and hand it in again"
    return f"{name} can't be read: {error.strerror}"


def _printable(name: str) -> str:
    """*name* with everything that a terminal or a database can't take replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def _best_match(data: bytes, masters: Mapping[str, Master]) -> str | None:
    own = set(_grade_ids(data))
    shared = {
        lesson: len(own & {cell["metadata"]["nbgrader"]["grade_id"] for cell in graded(master.source)})
        for lesson, master in masters.items()
    }
    best = max(shared, key=lambda lesson: shared[lesson], default=None)
    return best if best is not None and shared[best] * 2 > len(own) > 0 else None


def _grade_ids(data: bytes) -> Iterator[str]:
    try:
        cells = json.loads(data.decode("utf-8"))["cells"]
        for cell in cells:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if isinstance(name, str):
                yield name
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return  # no notebook that could be recognised; the caller says so
