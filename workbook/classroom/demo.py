"""A class out of the answer bank: what a student, an instructor and a marker would see, without any of them.

The students come in six kinds. All happens in a scratch copy of the course; the course itself is not touched.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from workbook.authoring.build import build
from workbook.bank.answers import cell_text
from workbook.classroom.batch import BatchReport, Progress, autograde
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import gradebook_file
from workbook.classroom.workers import Crew
from workbook.course import Answer, Course, Lesson, Unit
from workbook.errors import CourseError

KINDS = {
    "right": "the key's answers",
    "alternative": "right answers by another approach",
    "wrong": "a wrong answer everywhere",
    "untouched": "handed in as released",
    "partly": "the first half is done",
    "broken": "not a notebook any more",
}


@dataclass(frozen=True)
class Row:
    """One student of the demonstration in one lesson; no points where the file could not be graded."""

    student: str
    kind: str
    lesson: str
    points: float | None
    max_points: float


@dataclass(frozen=True)
class Demo:
    """What a demonstration made."""

    course: Course
    rows: tuple[Row, ...]
    batch: BatchReport
    pages: int


@contextmanager
def scratch(folder: Path | None) -> Iterator[Path]:
    """*folder*, or a temporary one that goes away afterwards."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="workbook-demo-") as name:
        yield Path(name)


def default_unit(course: Course) -> Unit:
    """The first unit with an answer bank; raises CourseError when there is none."""
    for unit in course.units:
        if unit.answers():
            return unit
    raise CourseError("No unit has an answer bank, so there is nothing to make a class of.", "Name a unit.")


def demo(
    course: Course,
    unit: Unit,
    folder: Path,
    *,
    students: int = 12,
    seed: int = 0,
    crew: Crew | None = None,
    progress: Progress | None = None,
) -> Demo:
    """Make a class of *students* for *unit* in the empty *folder*, grade it and write its feedback."""
    scratch = _copy(course, unit, folder)
    own = scratch.unit(unit.name)
    build(own, alone=True)
    kinds = make_class(own, students, seed)
    batch = autograde(scratch, [unit.name], crew=crew, progress=progress)
    pages = feedback.generate(scratch, [unit.name])
    scored = {(row.student, row.lesson): row for row in gradebook.notebooks(gradebook_file(scratch), [unit.name])}
    failed = {(problem.student, problem.lesson) for problem in batch.problems}
    rows = []
    for student, kind in kinds.items():
        for lesson in own.lessons:
            row = scored.get((student, lesson.name))
            lost = row is None or (student, lesson.name) in failed
            most = row.max_score if row else 0.0
            rows.append(Row(student, kind, lesson.name, None if lost or row is None else row.score, most))
    return Demo(scratch, tuple(rows), batch, len(pages.written))


def _copy(course: Course, unit: Unit, folder: Path) -> Course:
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is not a folder.", "Name a new folder for the demonstration.")
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty.", "Name a new folder: a demonstration overwrites nothing.")
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Course(folder)
    try:
        shutil.copytree(unit.source, scratch.source / unit.name)
    except shutil.Error as error:
        raise CourseError(
            f"{unit.name} can't be copied: {error.args[0][0][2]}.", "Mend that file of the unit."
        ) from error
    shutil.copy(course.config, scratch.config)
    return scratch


def make_class(unit: Unit, students: int, seed: int = 0) -> dict[str, str]:
    """Hand in for *students* made-up students; each one's kind by student id."""
    chance = random.Random(seed)
    kinds = {}
    for number, kind in zip(range(1, students + 1), cycle(KINDS), strict=False):
        student = f"student-{number:03d}"
        kinds[student] = kind
        folder = unit.course.submitted / student / unit.name
        folder.mkdir(parents=True)
        for lesson in unit.lessons:
            (folder / f"{lesson.name}.ipynb").write_text(hand_in(lesson, kind, chance), encoding="utf-8")
    return kinds


def hand_in(lesson: Lesson, kind: str, chance: random.Random) -> str:
    """A student's notebook of *lesson*, of one of the KINDS."""
    notebook = json.loads(lesson.release.read_text(encoding="utf-8"))
    key = {_grade_id(cell): _source(cell) for cell in json.loads(lesson.source.read_text(encoding="utf-8"))["cells"]}
    answers = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    done = {"untouched": 0, "partly": (len(answers) + 1) // 2}.get(kind, len(answers))
    for cell in answers[:done]:
        entry = _choose(lesson.unit.answers(_grade_id(cell)), kind, chance)
        cell["source"] = cell_text(_source(cell), entry) if entry else key[_grade_id(cell)]
    text = json.dumps(notebook)
    return text[: len(text) // 2] if kind == "broken" else text


def _choose(answers: Sequence[Answer], kind: str, chance: random.Random) -> Answer | None:
    """An entry of the bank that suits the kind; None for the key's own answer."""
    if kind not in ("alternative", "wrong"):
        return None
    fitting = [answer for answer in answers if answer.right == (kind == "alternative")]
    return chance.choice(fitting) if fitting else None


def _grade_id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])
