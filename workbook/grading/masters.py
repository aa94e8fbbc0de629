"""A lesson's master copy, read from the course folder."""

from __future__ import annotations

import json
from pathlib import Path

from workbook.course import Lesson, Unit
from workbook.errors import CourseError
from workbook.grading.model import Limits, Master, Notebook
from workbook.grading.rebuild import text_of


def load_master(lesson: Lesson) -> Master:
    """The master copy of *lesson*. Raises CourseError when it isn't built or unit.toml names an unknown limit."""
    if lesson.unit.course.bundle:
        raise CourseError("This copy of the course has no hidden tests: it is a student's.", "Grade where source/ is.")
    return _master(lesson, lesson.source, lesson.unit.source)


def own_master(lesson: Lesson) -> Master:
    """What one's own work is checked against: the master copy, or, in a student's bundle, the release."""
    if not lesson.unit.course.bundle:
        return load_master(lesson)
    return visible_master(lesson)


def visible_master(lesson: Lesson) -> Master:
    """The release as a master: its visible tests decide."""
    return _master(lesson, lesson.release, lesson.unit.release)


def _master(lesson: Lesson, source: Path, files: Path) -> Master:
    try:
        limits = Limits.from_mapping(lesson.unit.settings.get("limits", {}))
    except TypeError as error:
        raise CourseError(f"{lesson.unit.name}/instructor/unit.toml, [limits]: {error}", "Mend it there.") from None
    return Master(
        unit=lesson.unit.name,
        lesson=lesson.name,
        source=_read(source, lesson.unit),
        release=_read(lesson.release, lesson.unit),
        files=files,
        preload=lesson.unit.preload,
        limits=limits,
        hidden=lesson.unit.hidden if files == lesson.unit.source else None,
    )


def load_masters(unit: Unit) -> dict[str, Master]:
    """All master copies of *unit* by lesson."""
    return {lesson.name: load_master(lesson) for lesson in unit.lessons}


def _read(path: Path, unit: Unit) -> Notebook:
    try:
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = text_of(cell)  # on disk a list of lines
    except FileNotFoundError:
        raise CourseError(f"{unit.name}/{path.name} isn't built.", f"Run: workbook build {unit.name}") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CourseError(f"{path} is not a notebook: {error}", f"Run: workbook build {unit.name}") from None
    return notebook
