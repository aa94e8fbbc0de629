"""Where a student stands in every lesson of work/: from the record where nothing has changed, else by a check."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from workbook import hooks
from workbook.course import Course, Lesson, Unit
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
    record(progress, checked, seed, ground)
    points = checked.result.points if checked.result else 0.0
    return LessonStanding(unit, lesson.name, points, most, problem=checked.problem, hidden=hidden)


def _ground(rebuilt: Rebuilt, master: Master, seed: int) -> str:
    """What the points depend on: the student's cells without their outputs, the lesson, the grader, the seed."""
    cells = [[cell.id, cell.source] for cell in rebuilt.cells if cell.kind in ("plain", "answer")]
    return digest.of_submission(digest.of_master(master, seed), json.dumps(cells).encode(), None)


def record(progress: Progress, checked: Checked, seed: int, ground: str) -> None:
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


class RecordingChecker(Checker):
    """Checks as `Checker` does and writes each check down, so that the course panel and ``workbook progress`` know of it.

    A lesson that its unit calls closed, such as a paper whose clock runs, is checked with its visible tests, and that is said.
    """

    def __init__(self, course: Course, warn: Callable[[str], None], seed: int = 0) -> None:
        super().__init__(warn, seed)
        self._told, self._number, self._progress = warn, seed, Progress(course.progress)

    def check(
        self, lesson: Lesson, notebook: bytes | None = None, only: Collection[str] | None = None, visible: bool = False
    ) -> Checked:
        """Check the copy of *lesson*, or *notebook*, and write it down; where that can't be, it is said."""
        closed = hooks.closed(lesson.unit, lesson.name, lesson.work.parent)
        if closed:
            self._told(f"{lesson.unit.name}/{lesson.name}: checked with the visible tests only. {closed}")
        whole = notebook is None and only is None and not closed
        ground = self._ground_of(lesson) if whole else ""
        checked = super().check(lesson, notebook, only, visible or bool(closed))
        try:
            record(self._progress, checked, self._number, ground)
        except WorkbookError as error:
            self._told(str(error))
        return checked

    def _ground_of(self, lesson: Lesson) -> str:
        """What the points of the saved copy depend on; nothing where it can't be read."""
        try:
            master = own_master(lesson)
            rebuilt = rebuild(Submission("self", read_regular(lesson.work, MAX_BYTES)), master)
        except (WorkbookError, OSError):
            return ""
        return _ground(rebuilt, master, self._number)


def begun_anew(unit: Unit, lessons: Collection[Lesson] | None = None) -> None:
    """Write down that *lessons*, or all of *unit*, begin anew. Raises WorkbookError where that can't be."""
    chosen = list(lessons or unit.lessons)
    names = {(lesson.unit.name, lesson.name) for lesson in chosen}
    progress = Progress(unit.course.progress)
    progress.reset([name for name in progress.standings() if name[:2] in names])


def export(course: Course, file: Path) -> int:
    """Write the record to *file* as CSV; how many lines. Raises WorkbookError where there is a file already."""
    if file.exists():
        raise WorkbookError(f"{file} exists.", "Choose another name, or remove it first.")
    text = io.StringIO()
    count = Progress(course.progress).export(text)
    with replacing(file) as stream:
        stream.write(text.getvalue().encode())
    return count
