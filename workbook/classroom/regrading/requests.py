"""Requests and answers, in ``.workbook/requests/<student>/<unit>/<lesson>-<cell>.json``: what was asked is kept when it is handed in anew.

A request is a student's: its name is compared with the course's own, its size is bounded, no link is followed, and its
text is shown as harmless HTML.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from workbook import asking
from workbook.classroom import submissions
from workbook.classroom.dates import valid_student
from workbook.classroom.gradebook.late import course_id, gradebook_of, load_config
from workbook.classroom.gradebook.write import ByHand, Place, Writer
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError, cannot_write
from workbook.files import folder_without_links, read_regular, write_atomically
from workbook.grading.door import Notes, clean_text, printable

MOST_ASKED = 20  # times about one exercise
MOST_FILES = 100  # requests of one student in one unit
MOST_ANSWER = 10_000  # characters
_PATIENCE = 10  # seconds
_MOST_RECORD = 2_000_000  # bytes: more than all of these together


@dataclass(frozen=True)
class Asked:
    """One request, and its answer if there is one. Times are ISO 8601, in UTC."""

    text: str
    when: str
    answer: str = ""
    answered: str = ""
    before: float | None = None
    points: float | None = None
    """What the answer changed the points to; None if it left them."""


@dataclass(frozen=True)
class Request:
    """All that one student asked about one exercise."""

    place: Place
    asked: tuple[Asked, ...]

    @property
    def open(self) -> bool:
        """Whether the last one has no answer yet."""
        return not self.asked[-1].answered


def file_of(course: Course, place: Place) -> Path:
    """Where requests about one exercise are kept."""
    return course.private / "requests" / place.student / place.unit / f"{place.lesson}-{place.cell}.json"


def gather(course: Course, unit: str) -> tuple[list[Request], tuple[str, ...]]:
    """Take in what was handed in for *unit*; all its requests, by student, and notes on files that are none.

    Raises CourseError when a record can't be read or written.
    """
    the_unit = course.unit(unit)
    known = asking.files(the_unit)
    lines: list[str] = []
    for student in submissions.students(course, the_unit.name):
        if not valid_student(student):
            continue  # told where the submission is graded
        notes = Notes()  # one each: a folder full of odd names takes nobody else's room
        for file, text in _handed_in(course, student, the_unit.name, known, notes).items():
            exercise = known[file]
            _take(course, Place(student, the_unit.name, exercise.lesson, exercise.cell), text, notes)
        lines += notes.lines
    return kept(course, the_unit.name), tuple(lines)


def _handed_in(
    course: Course, student: str, unit: str, known: Mapping[str, asking.Exercise], notes: Notes
) -> dict[str, str]:
    """The texts of one submission's requests, by the names that they have in *known*."""
    found: dict[str, str] = {}
    try:
        with folder_without_links(course.submitted, student, unit) as place:
            with os.scandir(place) as entries:
                looked = itertools.islice(entries, submissions.MOST_FILES)
                names = sorted(one.name for one in looked if one.name.startswith(asking.PREFIX))
            if len(names) > MOST_FILES:
                notes.add(f"{student}: {len(names)} requests; the first {MOST_FILES} are read")
            for name in names[:MOST_FILES]:
                meant = asking.meant(name, known)
                if not meant:
                    notes.add(f"{student}: {printable(name)} names no exercise of {unit}")
                    continue
                try:
                    text = clean_text(read_regular(name, asking.MOST_BYTES, place).decode("utf-8")).strip()
                except (OSError, UnicodeDecodeError) as error:
                    notes.add(f"{student}: {name} can't be read: {getattr(error, 'strerror', '') or 'it is not UTF-8'}")
                    continue
                found |= {meant: text[: asking.MOST_TEXT]} if text else {}
    except OSError:
        pass  # a link or no folder: told where the submission is graded
    return found


def _take(course: Course, place: Place, text: str, notes: Notes) -> None:
    """Put a request on record, unless it is there."""
    with _alone(course):
        asked = _read(course, place)
        if any(one.text == text for one in asked):
            return
        if asked and not asked[-1].answered:
            asked = (*asked[:-1], replace(asked[-1], text=text))
        elif len(asked) < MOST_ASKED:
            asked = (*asked, Asked(text, _now()))
        else:
            notes.add(f"{place.student}: asked {MOST_ASKED} times about {place.cell}; no more are taken")
            return
        _write(course, place, asked)


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """Hold the records' lock: a student may ask while an answer is written."""
    folder = course.private / "requests"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise WorkbookError("Another request is being written.", "Try again.") from None
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def ask(course: Course, place: Place, text: str) -> Request:
    """Put a request on record that came by another way than a file; all that was asked there. The same text again changes nothing.

    *place* is a student's whose name is vouched for, and an exercise of the course. Raises WorkbookError for a text that is none.
    """
    said = clean_text(text).strip()
    if not said or len(said) > asking.MOST_TEXT:
        raise WorkbookError(f"A request has 1 to {asking.MOST_TEXT} characters.", "Say what is to be looked at again.")
    notes = Notes()
    _take(course, place, said, notes)
    if notes.lines:
        raise WorkbookError(f"You have asked {MOST_ASKED} times about this exercise.", "Speak to your instructor.")
    return Request(place, _read(course, place))


def waiting(course: Course) -> int:
    """How many requests on record wait for an answer; what was handed in since the last :func:`gather` is not among them."""
    return sum(one.open for unit in course.units for one in kept(course, unit.name))


def kept(course: Course, unit: str, student: str = "") -> list[Request]:
    """The requests on record for *unit*, of one student or of all. Raises CourseError when one can't be read."""
    cells = [(one.lesson, one.cell) for one in asking.files(course.unit(unit)).values()]
    found = []
    for name in [student] if student else _students(course):
        if not file_of(course, Place(name, unit, "", "")).parent.is_dir():
            continue
        for lesson, cell in cells:
            place = Place(name, unit, lesson, cell)
            asked = _read(course, place)
            if asked:
                found.append(Request(place, asked))
    return found


def _students(course: Course) -> list[str]:
    folder = course.private / "requests"
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def told(course: Course, student: str, unit: str, lesson: str) -> dict[str, tuple[Asked, ...]]:
    """What *student* asked about *lesson*, by cell, for the feedback page."""
    if not valid_student(student):
        return {}
    return {one.place.cell: one.asked for one in kept(course, unit, student) if one.place.lesson == lesson}


def answer(course: Course, place: Place, text: str, points: float | None = None, *, anew: bool = False) -> Request:
    """Answer what was asked last about an exercise, and give it *points* if there are any.

    Points are written before the answer: no answer tells of points that aren't there.

    Raises WorkbookError when nothing is open, and *anew* doesn't say that an answer may be replaced; nothing is written then.
    """
    if not text.strip() or len(text) > MOST_ANSWER:
        raise WorkbookError(f"An answer has 1 to {MOST_ANSWER} characters.", 'Add it in quotes: "You are right: …"')
    gather(course, place.unit)
    with _alone(course):
        return _answer(course, place, text, points, anew)


def _answer(course: Course, place: Place, text: str, points: float | None, anew: bool) -> Request:
    asked = _read(course, place)
    if not asked:
        raise WorkbookError(
            f"{printable(place.student)} has asked nothing about {place.unit}/{place.lesson}, '{place.cell}'.",
            f"See who has: workbook requests {place.unit}",
        )
    last = asked[-1]
    if last.answered and not anew:
        raise WorkbookError(
            f"That was answered on {last.answered[:10]}: {last.answer}", "Say --replace to answer anew."
        )
    before, now = last.before, last.points
    if points is not None:
        before, now = _give(course, place, points), points
    made = replace(last, answer=clean_text(text).strip(), answered=_now(), before=before, points=now)
    _write(course, place, (*asked[:-1], made))
    return Request(place, (*asked[:-1], made))


def _give(course: Course, place: Place, points: float) -> float | None:
    config = load_config(course)
    path = gradebook_of(course, config)
    if not path.is_file():
        raise WorkbookError(f"There is no gradebook at {path}.", f"Grade first: workbook autograde {place.unit}")
    with Writer(path, course_id(config)) as writer:
        before, _ = writer.by_hand(place, lambda before: ByHand(points, before.comment))
    return before.score


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(course: Course, place: Place) -> tuple[Asked, ...]:
    path = file_of(course, place)
    try:
        return tuple(Asked(**one) for one in json.loads(read_regular(path, _MOST_RECORD)))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(f"{path} can't be read: {error}", "Put back a copy, or move it away.") from None


def _write(course: Course, place: Place, asked: Sequence[Asked]) -> None:
    path = file_of(course, place)
    try:
        write_atomically(path, json.dumps([asdict(one) for one in asked], indent=1, ensure_ascii=False) + "\n", 0o600)
    except OSError as error:
        raise cannot_write(path, error) from error
