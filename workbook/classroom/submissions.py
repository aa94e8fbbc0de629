"""What students handed in: read with care, since every name and every byte of it is theirs.

Only regular files inside ``submitted/<student>/<unit>/`` are read; symbolic links, pipes and over-long files are
reported instead. A renamed notebook is recognised by the graded cells it holds: more than half of those of its lesson.
"""

from __future__ import annotations

import errno
import itertools
import os
import traceback
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from workbook import hooks
from workbook.classroom.tasks import HandedIn, Problem
from workbook.course import Course, Unit
from workbook.errors import BadSubmission, WorkbookError
from workbook.files import folder_without_links, read_regular
from workbook.grading.door import MAX_BYTES, Notes, clean_notebook, moment, printable
from workbook.grading.model import Master
from workbook.grading.rebuild import graded

TIMESTAMP = "timestamp.txt"
MOST_FILES = 10_000  # of one folder that are looked at
MOST_STRAYS = 20  # notebooks under other names that are read
MOST_STRAY_BYTES = 2 * MAX_BYTES


def students(course: Course, unit: str, only: Iterable[str] = ()) -> list[str]:
    """Who has a folder for *unit* below submitted/, or one that can't be looked into; names as they are on disk.

    Raises WorkbookError for a name in *only* that isn't there, and when submitted/ itself can't be read.
    """
    found = [name for name in _folders(course.submitted) if _has(course.submitted / name, unit)]
    wanted = list(only)
    for name in wanted:
        if name not in found:
            raise WorkbookError(
                f"Nothing was handed in by '{name}' for {unit}.",
                f"Put it at {course.submitted.name}/{name}/{unit}/, or leave out --student.",
            )
    return [name for name in found if not wanted or name in wanted]


def _folders(path: Path) -> list[str]:
    """Folders, and links to some: those are reported, not followed."""
    try:
        with os.scandir(path) as entries:
            return sorted(e.name for e in entries if not e.name.startswith(".") and (e.is_symlink() or e.is_dir()))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WorkbookError(
            f"{path.name}/ can't be read: {error.strerror}.", "Give yourself the right to read it."
        ) from None


def _has(folder: Path, unit: str) -> bool:
    """Whether *unit* was handed in there; also if that can't be found out, so that it is said."""
    try:
        os.lstat(folder / unit)
    except FileNotFoundError:
        return folder.is_symlink() and not os.path.exists(folder)  # a link to nowhere
    except NotADirectoryError:
        return False  # a link to a file
    except OSError:
        return True
    return True


def read(course: Course, student: str, unit: str, masters: Mapping[str, Master], top: Path | None = None) -> HandedIn:
    """Read one submission, in submitted/ or below *top*.

    Whatever is wrong with it ends in ``problems`` or ``notes``, never in an exception.
    """
    top = top or course.submitted
    folder = top / student / unit
    reader = _Reader(student, unit, folder)
    try:
        if not reader.sound():
            return HandedIn(student, unit, problems=tuple(reader.problems))
        with folder_without_links(top, student, unit) as reader.place:
            return _read(reader, course.unit(unit), masters)
    except OSError as error:
        reader.problem("", f"the folder can't be read: {error.strerror}")
    except Exception as error:  # noqa: BLE001  (a fault of ours must not cost the rest of the class its grades)
        reader.problem("", f"the grader itself failed: {type(error).__name__}: {error}", traceback.format_exc())
    return HandedIn(student, unit, problems=tuple(reader.problems))


def _read(reader: _Reader, the_unit: Unit, masters: Mapping[str, Master]) -> HandedIn:
    student, unit, folder = reader.student, reader.unit, reader.folder
    there = [lesson for lesson in masters if reader.has(f"{lesson}.ipynb")]
    notebooks = {lesson: reader.notebook(f"{lesson}.ipynb", lesson) for lesson in there}
    strays = [name for name in reader.names() if name.lower().endswith(".ipynb")]
    strays = [name for name in strays if name[: -len(".ipynb")] not in masters]
    notebooks |= reader.renamed(strays, {lesson: masters[lesson] for lesson in masters if lesson not in notebooks})
    readable = {lesson: data for lesson, data in notebooks.items() if data is not None}
    timestamp = reader.timestamp()
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
        notes=reader.notes.lines,
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads one submission's folder and collects what is odd."""

    def __init__(self, student: str, unit: str, folder: Path) -> None:
        self.student, self.unit, self.folder = student, unit, folder
        self.place = -1
        self.notes = Notes()
        self.problems: list[Problem] = []

    def problem(self, lesson: str, message: str, detail: str = "") -> None:
        self.problems.append(Problem(printable(self.student), self.unit, lesson, message, detail))

    def sound(self) -> bool:
        if printable(self.student) != self.student:
            self.problem("", "the folder's name can't be a student's id: printable text, at most 128 letters")
        elif self.folder.is_symlink() or self.folder.parent.is_symlink():
            self.problem("", "the folder is a symbolic link, which is not followed; hand in the files themselves")
        elif not self._is_folder():
            self.problem("", "this is not a folder")
        return not self.problems

    def _is_folder(self) -> bool:
        os.lstat(self.folder)  # Path.is_dir() takes what it may not look at for no folder
        return self.folder.is_dir()

    def has(self, name: str) -> bool:
        """Whether something of this name lies in the folder."""
        try:
            os.lstat(name, dir_fd=self.place)
        except FileNotFoundError:
            return False
        return True

    def names(self) -> list[str]:
        """What else lies in the folder, as far as that is looked at."""
        with os.scandir(self.place) as entries:
            found = [entry.name for entry in itertools.islice(entries, MOST_FILES + 1)]
        if len(found) > MOST_FILES:
            self.notes.add(f"The folder holds more than {MOST_FILES} files; the rest was not looked at.")
        return sorted(name for name in found[:MOST_FILES] if not name.startswith("."))

    def notebook(self, name: str, lesson: str) -> bytes | None:
        """The bytes of one file, or None with a problem noted."""
        try:
            return read_regular(name, MAX_BYTES, self.place)
        except OSError as error:
            self.problem(lesson, _reason(error, name))
            return None

    def renamed(self, strays: Sequence[str], absent: Mapping[str, Master]) -> dict[str, bytes | None]:
        """Notebooks under another name, found by the graded cells they hold."""
        found: dict[str, bytes | None] = {}
        room = MOST_STRAY_BYTES
        for name in strays[:MOST_STRAYS]:
            left = {key: master for key, master in absent.items() if key not in found}
            shown = printable(name)
            try:
                data = read_regular(name, min(room, MAX_BYTES), self.place) if left else b""
            except OSError as error:
                self.notes.add(f"'{shown}' was ignored: {_reason(error, shown)}")
                continue
            room -= len(data)
            lesson = _best_match(data, left)
            if lesson:
                found[lesson] = data
                self.notes.add(f"'{shown}' was taken for '{lesson}.ipynb', whose cells it holds.")
            else:
                self.notes.add(f"'{shown}' was ignored: it is no lesson of {self.unit} that is missing here.")
        if len(strays) > MOST_STRAYS:
            self.notes.add(f"{len(strays) - MOST_STRAYS} more notebooks under other names were not looked at.")
        return found

    def timestamp(self) -> datetime | None:
        found, odd = timestamp_in(self.place)
        if odd:
            self.notes.add(f"{TIMESTAMP} can't be read as a date; the submission counts as in time.")
        return found


def timestamp_in(folder: Path | int) -> tuple[datetime | None, bool]:
    """In a folder or one with a handle: when a submission was handed in, in UTC without a zone, if that is known; whether something else stands there."""
    try:
        own = (TIMESTAMP, 1000, folder) if isinstance(folder, int) else (folder / TIMESTAMP, 1000, None)
        text = read_regular(*own).decode("utf-8").strip()
        return (moment(text) if text else None), False
    except FileNotFoundError:
        return None, False
    except (OSError, ValueError, OverflowError):
        return None, True


def _reason(error: OSError, name: str) -> str:
    if error.errno == errno.ELOOP:
        return f"{name} is a symbolic link, which is not followed; hand in the file itself"
    if error.errno == errno.EFBIG:
        return f"{name} is too big ({error.strerror}); clear the outputs and hand it in again"
    return f"{name} can't be read: {error.strerror}"


def _best_match(data: bytes, masters: Mapping[str, Master]) -> str | None:
    """The lesson of which the notebook holds the largest part of the graded cells, if that is more than half."""
    if not masters:
        return None
    try:
        own = clean_notebook(data).grade_ids
    except BadSubmission:
        return None  # no notebook that could be recognised; the caller says so
    lessons = {
        lesson: {cell["metadata"]["nbgrader"]["grade_id"] for cell in graded(master.source)}
        for lesson, master in masters.items()
    }
    shares = {lesson: len(own & cells) / len(cells) for lesson, cells in lessons.items() if cells}
    best = max(shares, key=lambda lesson: shares[lesson], default=None)
    return best if best is not None and shares[best] > 0.5 else None
