"""A new unit or lesson from the template. It passes every test at once, so that an author begins on green."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.authoring.build import build, write
from workbook.authoring.text import characters, read
from workbook.course import LESSON_NAME, UNIT_NAME, Course, Lesson, Unit
from workbook.errors import CourseError

TEMPLATE = Path(__file__).parent / "template"


def new(course: Course, name: str) -> list[Path]:
    """Make the unit ``07-topic`` or the lesson ``07-topic/2-more``, and build it; the paths of what was written."""
    unit_name, _, lesson_name = name.strip("/").partition("/")
    lesson_name = lesson_name or "1-first"
    if not UNIT_NAME.fullmatch(unit_name) or not LESSON_NAME.fullmatch(lesson_name):
        raise CourseError(
            f"'{name}' is not a name for a unit or a lesson.",
            "Units are called 07-some-topic, lessons 2-some-topic: digits, then lower-case words joined by hyphens.",
        )
    unit = Unit(course, unit_name)
    lesson = Lesson(unit, lesson_name)
    if lesson.text.exists():
        raise CourseError(f"{lesson.text.relative_to(course.root)} exists.", "Choose another name.")
    made = [] if unit.settings_file.exists() else [_settings(unit)]
    made += _lesson(lesson)
    _count(unit)
    return sorted({*made, *build(Unit(course, unit_name))})


def _settings(unit: Unit) -> Path:
    filled = _fill(TEMPLATE / "unit" / "instructor" / "unit.toml", title=_title(unit.name), order=int(unit.name[:2]))
    write(unit.settings_file, filled)
    return unit.settings_file


def _lesson(lesson: Lesson) -> list[Path]:
    # Grade ids are unique in a unit, so a second lesson's begin with its name.
    taken = {answer.grade_id for answer in lesson.unit.answers()}
    prefix = f"{lesson.name[2:]}-" if "double" in taken else ""
    write(lesson.text, _fill(TEMPLATE / "lesson" / "lesson.py", title=_title(lesson.name), prefix=prefix))
    made = [lesson.text]
    for answer in sorted((TEMPLATE / "lesson" / "answers" / "double").iterdir()):
        if answer.is_file():
            target = lesson.unit.answer_folder(f"{prefix}double") / answer.name
            write(target, _fill(answer, prefix=prefix))
            made.append(target)
    return made


def _count(unit: Unit) -> None:
    """Let unit.toml say the points and minutes that its lessons add up to."""
    texts = [read(lesson.text) for lesson in unit.lessons]
    settings = characters(unit.settings_file)
    for name, total in (("points", sum(text.points for text in texts)), ("minutes", sum(t.minutes for t in texts))):
        settings = re.sub(rf"^{name} = .*$", f"{name} = {total:g}", settings, flags=re.MULTILINE)
    write(unit.settings_file, settings.encode("utf-8"))


def _fill(path: Path, **values: object) -> bytes:
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text.encode("utf-8")


def _title(name: str) -> str:
    return name.partition("-")[2].replace("-", " ").capitalize()
