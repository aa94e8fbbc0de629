"""The coding test: opening a paper, and the report at its end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.check.exam import MINUTES, PAPERS
from workbook.check.source import logical_lines
from workbook.course import Course, Lesson, Unit
from workbook.errors import CourseError
from workbook.notebook import clock

if TYPE_CHECKING:
    from workbook.grading.local import Checked

UNIT = "06-coding-test"
PASS_TOTAL, PASS_PART, MUST_PASS = 70, 0.6, ("A", "B", "D")
REPEAT = {
    "A": "03-pytorch, lesson 5-preprocessing",
    "B": "03-pytorch, lesson 2-layers",
    "C": "03-pytorch, lesson 4-training",
    "D": "03-pytorch, lesson 6-detection",
    "E": "03-pytorch, lesson 2-layers",
}


@dataclass(frozen=True)
class Row:
    """One part of a paper: points, time, length, and what it lost."""

    part: str
    title: str
    points: float
    max_points: float
    seconds: float | None
    late: bool
    lines: int | None
    lost: tuple[str, ...]


def paper_lesson(course: Course, paper: str) -> Lesson:
    """The lesson that is *paper* (``one``, or ``1-paper-one``); raises CourseError when there is none."""
    unit: Unit = course.unit(UNIT)
    for lesson in unit.lessons:
        if paper in (lesson.name, lesson.name.rpartition("-")[2]):
            return lesson
    names = ", ".join(lesson.name.rpartition("-")[2] for lesson in unit.lessons)
    raise CourseError(f"There is no paper {paper!r}.", f"There are: {names}.")


def lab_options(lesson: Lesson) -> list[str]:
    """What JupyterLab is told so that it opens *lesson*."""
    return [f"--LabApp.default_url=/lab/tree/{lesson.unit.name}/{lesson.name}.ipynb"]


def rows(lesson: Lesson, checked: Checked) -> list[Row]:
    """The parts of a paper that was checked, with times from beside the notebook."""
    times = clock.load(lesson.name.rpartition("-")[2], lesson.unit.work)
    now = (times.finished if times else None) or time.time()
    lines = answer_lines(lesson)
    made = []
    for exercise in checked.exercises:
        part, test = exercise.title[:1], exercise.test
        lost = [f"{entry.name}: {entry.message}" for entry in test.parts if not entry.passed]
        if not lost and test.points < test.max_points:
            lost = [test.message]
        made.append(
            Row(
                part,
                exercise.title,
                test.points,
                test.max_points,
                times.seconds(part, now) if times else None,
                bool(times and part in times.late(now)),
                lines.get(test.id.removesuffix("-tests")),
                tuple(lost),
            )
        )
    return made


def answer_lines(lesson: Lesson) -> dict[str, int]:
    """The logical lines of each answer cell of the copy in work/; cells that aren't Python are left out."""
    found = {}
    try:
        cells = json.loads(lesson.work.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{lesson.work.name} can't be read: {error}") from None
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("solution") and cell.get("cell_type") == "code":
            try:
                found[marks["grade_id"]] = logical_lines("".join(cell["source"]))
            except (SyntaxError, ValueError):
                continue
    return found


def report(lesson: Lesson, checked: Checked) -> str:
    """The report at the end: points, time and lines of each part, whether it is a pass, and what to repeat."""
    if checked.result is None:
        return f"{lesson.name}: {checked.problem}"
    table = rows(lesson, checked)
    text = ["part                                      points     time  lines"]
    for row in table:
        points = f"{row.points:g} of {row.max_points:g}"
        taken = "-" if row.seconds is None else clock.minutes(row.seconds)
        count = "-" if row.lines is None else str(row.lines)
        late = f"  late: more than {MINUTES[row.part]} minutes" if row.late else ""
        text.append(f"{row.title[:36]:36} {points:>11} {taken:>8} {count:>6}{late}")
    text += ["", verdict(table)]
    for row in table:
        if row.lost:
            text += ["", f"{row.part} lost {row.max_points - row.points:g}. Repeat {REPEAT[row.part]}."]
            text += [f"  {line}" for lost in row.lost for line in lost.splitlines()]
    return "\n".join(text)


def verdict(table: list[Row]) -> str:
    """Passed or not, by the automatic points; an essay that nobody has read is said."""
    total = sum(row.points for row in table)
    weak = [row.part for row in table if row.part in MUST_PASS and row.points < PASS_PART * row.max_points]
    most = sum(row.max_points for row in table)
    said = f"{total:g} of {most:g} automatic points; the paragraph of part E is graded by hand."
    if weak:
        return f"{said} Not passed yet: {', '.join(weak)} below 60 %."
    if total >= PASS_TOTAL:
        return f"{said} Passed."
    return f"{said} Not passed yet: below {PASS_TOTAL} points."


def of_class(course: Course) -> Iterator[str]:
    """For each paper handed in, a line: when it was taken and which parts were late."""
    for folder in sorted(course.submitted.glob(f"*/{UNIT}")):
        for paper in PAPERS:
            if not list(folder.glob(f"*-paper-{paper}.ipynb")):
                continue
            times = clock.load(paper, folder)
            name = f"{folder.parent.name}, paper {paper}"
            if times is None:
                yield f"{name}: no times were handed in"
                continue
            late = times.late(times.finished or time.time()) if times.finished else []
            end = clock.stamp(times.finished) if times.finished else "not finished"
            yield f"{name}: {clock.stamp(times.started)} to {end}" + (f"; late: {', '.join(late)}" if late else "")
