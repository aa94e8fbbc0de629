"""Which lesson a notebook of the student's is: by where it lies, else by the graded cells that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.course import Course, Lesson
from workbook.errors import CourseError, UnknownUnit
from workbook.jupyter.overview import Overview


def lesson_of(course: Course, overview: Overview, place: Path, notebook: Mapping[str, Any] | None = None) -> Lesson:
    """The lesson whose copy lies at *place*, or a renamed or copied one, told by the cells of *notebook*.

    Raises CourseError, with what to do, where it is none.
    """
    work = course.work.resolve()
    if work not in place.resolve().parents:
        raise CourseError(f"{place.name} does not lie in work/, where your own copies are.", "Open your copy there.")
    parts = place.resolve().relative_to(work).parts
    if len(parts) == 2 and place.suffix == ".ipynb":
        try:
            return course.unit(parts[0]).lesson(place.stem)
        except UnknownUnit:
            pass
    found = _by_cells(course, overview, _names(notebook))
    if found is None:
        raise CourseError(
            f"{place.name} is no lesson of this course, and holds none of its exercises.",
            "Open a lesson from the course panel.",
        )
    return found


def _names(notebook: Mapping[str, Any] | None) -> set[str]:
    cells = (notebook or {}).get("cells")
    marks = [
        cell["metadata"].get("nbgrader")
        for cell in (cells if isinstance(cells, list) else ())
        if isinstance(cell, dict) and isinstance(cell.get("metadata"), dict)
    ]
    return {str(mark.get("grade_id")) for mark in marks if isinstance(mark, dict)}


def _by_cells(course: Course, overview: Overview, names: set[str]) -> Lesson | None:
    """The lesson of whose tests cells most, and at least half, are among *names*."""
    best, most = None, 0.0
    for lesson in course.lessons():
        if lesson.release.is_file():
            tests = {task.id for task in overview.plan(lesson).tasks}
            share = len(tests & names) / len(tests) if tests else 0.0
            if share >= 0.5 and share > most:
                best, most = lesson, share
    return best
