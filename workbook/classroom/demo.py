"""A class out of the answer bank: what a student, an instructor and a marker would see, without any of them.

The students come in six kinds. Essays get marks by lot, as `workbook comment` would give them. All happens in a scratch copy of the course; the course itself is not touched.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from workbook.authoring.build import build
from workbook.bank.answers import cell_text
from workbook.classroom import report
from workbook.classroom.batch import BatchReport, Progress, autograde
from workbook.classroom.collect.taking import collect
from workbook.classroom.essays import bank, grading, rubric
from workbook.classroom.export import export
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import gradebook_file
from workbook.classroom.insight import analysis, files
from workbook.classroom.workers import Crew
from workbook.course import Answer, Course, Lesson, Unit
from workbook.errors import CourseError

THROWN = "All of it is thrown away; --folder FOLDER keeps it."
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
    steps: Mapping[str, float]
    """Seconds that each step took, in order."""
    essays: int
    """How many got marks."""


Step = Callable[[str], AbstractContextManager[object]]
"""Is entered with the name of each step, for whoever measures more than its time."""


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
    step: Step = nullcontext,
) -> Demo:
    """Make a class of *students* for *unit* in the empty *folder*, and do with it what an instructor does in a week."""
    scratch = _copy(course, unit, folder)
    own, seconds = scratch.unit(unit.name), dict[str, float]()

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        started = time.monotonic()
        with step(name):
            yield
        seconds[name] = time.monotonic() - started

    build(own, alone=True)
    kinds = make_class(own, students, seed)
    with timed("collect"):
        collect(scratch, download(scratch), unit.name, kind="plain")
    with timed("autograde"):
        batch = autograde(scratch, [unit.name], crew=crew, progress=progress)
    with timed("essays"):
        essays = read_essays(own, seed)
    with timed("report"):
        report.report(scratch, [unit.name])
        files.write(analysis.insight(scratch, [unit.name]), scratch.root / "report.html", None, None)
    with timed("feedback"):
        pages = feedback.generate(scratch, [unit.name])
    with timed("export"):
        export(scratch, scratch.root / "grades.csv", "canvas", [unit.name])
    rows = _rows(scratch, own, kinds, batch)
    return Demo(scratch, tuple(rows), batch, len(pages.written), seconds, essays)


def _rows(course: Course, unit: Unit, kinds: Mapping[str, str], batch: BatchReport) -> Iterator[Row]:
    scored = {(row.student, row.lesson): row for row in gradebook.notebooks(gradebook_file(course), [unit.name])}
    failed = {(problem.student, problem.lesson) for problem in batch.problems}
    for student, kind in kinds.items():
        for lesson in unit.lessons:
            row = scored.get((student, lesson.name))
            lost = row is None or (student, lesson.name) in failed
            most = row.max_score if row else 0.0
            yield Row(student, kind, lesson.name, None if lost or row is None else row.score, most)


def download(course: Course) -> Path:
    """What a platform would deliver of the class."""
    return course.root / "handed-in.zip"


def read_essays(unit: Unit, seed: int) -> int:
    """Give marks by lot, and comments if there is a bank, to every essay with a rubric that waits; how many."""
    chance, count = random.Random(seed), 0
    for essay in rubric.essays(unit):
        if essay.rubric is None:
            continue
        remarks = list(bank.bank(essay))
        for state in grading.states(essay):
            if state.waits:
                marks = [f"{row.key}={chance.choice(list(row.levels))}" for row in essay.rubric.rows]
                grading.grade(essay, state.student, [*marks, *chance.sample(remarks, min(1, len(remarks)))])
                count += 1
    return count


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
    """Hand in for *students* made-up students, as one download; each one's kind by student id."""
    chance = random.Random(seed)
    kinds = {}
    with zipfile.ZipFile(download(unit.course), "w", zipfile.ZIP_DEFLATED) as made:
        for number, kind in zip(range(1, students + 1), cycle(KINDS), strict=False):
            student = f"student-{number:03d}"
            kinds[student] = kind
            for lesson in unit.lessons:
                made.writestr(f"{student}/{unit.name}/{lesson.name}.ipynb", hand_in(lesson, kind, chance))
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
