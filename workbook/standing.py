"""Where a student stands in every lesson of work/: from the record where nothing has changed, else by a check."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbook.course import Course, Lesson
from workbook.errors import BadSubmission, WorkbookError
from workbook.files import read_regular, replacing
from workbook.grading import digest
from workbook.grading.exercises import tasks
from workbook.grading.local import Checked, Checker, copies
from workbook.grading.masters import own_master
from workbook.grading.model import Master, Submission
from workbook.grading.rebuild import MAX_BYTES, Rebuilt, rebuild
from workbook.progress import Check, Name, Progress, Standing

Shown = Callable[[int, int, str], object]


@dataclass(frozen=True)
class LessonStanding:
    """Points of one lesson's copy. ``problem`` says why there are none."""

    unit: str
    lesson: str
    points: float = 0.0
    max_points: float = 0.0
    problem: str = ""
    hidden: bool = True
    begun: bool = True
    """Whether any answer is another than the released one."""
    kept: bool = False
    """Whether the points come from the record."""


def standings(course: Course, checker: Checker, seed: int, shown: Shown) -> list[LessonStanding]:
    """All lessons that have a copy in work/; *shown* is told before each. What is checked is written down."""
    progress, found = Progress(course.progress), []
    known = progress.standings()
    lessons = copies([unit for unit in course.units if unit.work.is_dir()])
    for number, lesson in enumerate(lessons):
        shown(number, len(lessons), lesson.name)
        found.append(_standing(lesson, checker, seed, known, progress))
    return found


def _standing(
    lesson: Lesson, checker: Checker, seed: int, known: dict[Name, Standing], progress: Progress
) -> LessonStanding:
    unit, master = lesson.unit.name, own_master(lesson)
    hidden = not lesson.unit.course.bundle
    try:
        rebuilt = rebuild(Submission("self", read_regular(lesson.work, MAX_BYTES)), master)
    except (BadSubmission, OSError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        return LessonStanding(unit, lesson.name, problem=f"{lesson.work.name}: {why}", hidden=hidden)
    posed = tasks(master.source)
    most = sum(task.points for task in posed)
    changed = {
        cell.id for cell in rebuilt.cells if cell.kind == "answer" and cell.source.strip() != cell.visible.strip()
    }
    begun = [task for task in posed if changed & set(task.answers)]
    if not begun:
        return LessonStanding(unit, lesson.name, 0.0, most, hidden=hidden, begun=False)
    ground = _ground(rebuilt, master, seed)
    recorded = [known.get((unit, lesson.name, task.id), Standing()) for task in begun]
    if all(one.ground == ground for one in recorded):
        points = sum(one.points for one in recorded)
        return LessonStanding(unit, lesson.name, points, most, hidden=hidden, kept=True)
    checked = checker.check(lesson)
    _record(progress, checked, seed, ground)
    points = checked.result.points if checked.result else 0.0
    return LessonStanding(unit, lesson.name, points, most, problem=checked.problem, hidden=hidden)


def _ground(rebuilt: Rebuilt, master: Master, seed: int) -> str:
    """What the points depend on: the student's cells without their outputs, the lesson, the grader, the seed."""
    cells = [[cell.id, cell.source] for cell in rebuilt.cells if cell.kind in ("plain", "answer")]
    return digest.of_submission(digest.of_master(master, seed), json.dumps(cells).encode(), None)


def _record(progress: Progress, checked: Checked, seed: int, ground: str) -> None:
    """Write down what was checked; a test at fault gives no ground, so that it is checked again."""
    made = [
        Check(
            checked.unit, checked.lesson, one.test.id, one.test.points, one.test.max_points, one.test.outcome,
            ran=one.ran, hidden=checked.hidden, seed=seed, ground="" if one.test.outcome == "broken" else ground,
        )
        for one in checked.exercises
        if one.begun
    ]  # fmt: skip
    progress.record(made)


def export(course: Course, file: Path) -> int:
    """Write the record to *file* as CSV; how many lines. Raises WorkbookError where there is a file already."""
    if file.exists():
        raise WorkbookError(f"{file} exists.", "Choose another name, or remove it first.")
    text = io.StringIO()
    count = Progress(course.progress).export(text)
    with replacing(file) as stream:
        stream.write(text.getvalue().encode())
    return count
