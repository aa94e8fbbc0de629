"""``workbook extend``: a later date for one student, written into course.toml beside what stands there."""

from __future__ import annotations

from datetime import UTC, datetime

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from workbook.classroom import dates
from workbook.course import Course
from workbook.errors import CourseError
from workbook.files import write_atomically


def extend(course: Course, student: str, unit: str, until: str) -> tuple[dates.Rules, datetime | None]:
    """Let *student* hand in *unit* in time until *until*, a time of the course's zone; comments of the file stay.

    Returns the student's rules, and the extension that there was before.

    Raises CourseError for a name or a time that can't be meant, and for a unit that is never due.
    """
    name = course.unit(unit).name
    schedule = dates.load(course)
    if not dates.valid_student(student):
        raise CourseError(f"{student!r} can't be the name of a student.", "Give the name that the hub knows.")
    rules = schedule.rules(name)
    if rules.due is None and rules.closes is None:
        raise CourseError(
            f"{name} is never due and never closes, so there is nothing to extend.",
            f"Write due or closes under [units.{name}] in {course.dates.name}.",
        )
    try:
        moment = dates.moment(until, schedule.zone, end=True)
    except ValueError as error:
        raise CourseError(f"--until {until}: {error}.", "Give it in the course's time zone.") from None
    before = schedule.students.get(student, dates.Own()).extensions.get(name)
    _write(course, student, name, moment.astimezone(schedule.zone))
    return dates.load(course).own(name, student), before and before.astimezone(UTC)


def _write(course: Course, student: str, unit: str, moment: datetime) -> None:
    path = course.dates
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, TOMLKitError) as error:
        raise CourseError(f"{path.name} can't be read: {error}", f"Mend {path.name}.") from None
    place: Table = document.setdefault("students", tomlkit.table(is_super_table=True))
    place = place.setdefault(student, tomlkit.table())
    place = place.setdefault("extensions", tomlkit.table())
    place[unit] = moment.strftime("%Y-%m-%d %H:%M:%S%z")
    text = tomlkit.dumps(document)
    dates.parse(text, course, path)  # what could not be read again is not written
    write_atomically(path, text)
