"""Stock nbgrader, without our plug-in, on the same submissions: what our points are compared with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from workbook.bank.answers import cell_text
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Answer, Course, Lesson, Unit

CONFIG = '''"""nbgrader as it comes, but for what a course must say."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "instructor"]
c.GenerateAssignment.preprocessors = {preprocessors}
'''
PREPROCESSORS = [
    "nbgrader.preprocessors.LockCells",
    "workbook.authoring.release.ClearSolutionsByLanguage",
    *(
        f"nbgrader.preprocessors.{name}"
        for name in (
            "ClearOutput", "CheckCellMetadata", "ComputeChecksums", "SaveCells",
            "ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata",
        )
    ),
]  # fmt: skip


@dataclass(frozen=True)
class StockRun:
    """Points by (student, lesson, cell), and how long ``nbgrader autograde`` took."""

    points: dict[tuple[str, str, str], float]
    seconds: float
    log: str


def points_of(course: Course, unit: str) -> dict[tuple[str, str, str], float]:
    """The automatic points in a course's gradebook by (student, lesson, cell)."""
    rows = gradebook.grades(course.gradebook, [unit])
    return {(row.student, row.lesson, row.cell): row.auto_score for row in rows if row.auto_score is not None}


def copy_of(unit: Unit, folder: Path, lessons: Sequence[Lesson], config: str = "") -> Course:
    """A course of one unit that has only *lessons*, in *folder*."""
    course = Course(folder)
    kept = {f"{lesson.name}{ending}" for lesson in lessons for ending in (".py", ".ipynb")}
    for place, target in ((unit.source, course.source), (unit.release, course.release)):
        shutil.copytree(place, target / unit.name, ignore=_ignore(kept))
    course.config.write_text(config or unit.course.config.read_text(encoding="utf-8"), encoding="utf-8")
    return course


def _ignore(kept: set[str]) -> Any:
    def ignore(_: str, names: list[str]) -> list[str]:
        return [name for name in names if name[:1].isdigit() and name.endswith((".ipynb", ".py")) and name not in kept]

    return ignore


def run(course: Course, unit: str) -> StockRun:
    """``nbgrader autograde`` with nbgrader's own preprocessors, over everything in submitted/."""
    stock = Course(course.root.with_name(f"{course.root.name}-stock"))
    shutil.copytree(course.source, stock.source)
    shutil.copytree(course.submitted, stock.submitted)
    stock.config.write_text(CONFIG.format(preprocessors=json.dumps(PREPROCESSORS, indent=4)), encoding="utf-8")
    _nbgrader(stock, "generate_assignment", unit, "--force")
    started = time.monotonic()
    log = _nbgrader(stock, "autograde", unit)
    return StockRun(points_of(stock, unit), time.monotonic() - started, log)


def _nbgrader(course: Course, *arguments: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True, check=False)
    return done.stderr


def answer_cells(lesson: Lesson) -> list[str]:
    """The ids of a lesson's answer cells that the bank has answers for, in order."""
    cells = json.loads(lesson.release.read_text(encoding="utf-8"))["cells"]
    marks = [cell["metadata"].get("nbgrader") or {} for cell in cells]
    names = [mark["grade_id"] for mark in marks if mark.get("solution") and not mark.get("grade")]
    return [name for name in names if lesson.unit.answers(name)]


def mixture(lesson: Lesson, number: int) -> dict[str, Answer | None]:
    """One answer of the bank for each cell, another set for each *number*; None for a stub left alone.

    Over enough numbers every answer appears; rights and wrongs mix in each notebook, so that one run tests many.
    """
    chosen: dict[str, Answer | None] = {}
    for place, cell in enumerate(answer_cells(lesson)):
        entries: list[Answer | None] = [*lesson.unit.answers(cell), None]
        chosen[cell] = entries[(number + place * 2) % len(entries)]
    return chosen


def rounds(lesson: Lesson) -> int:
    """How many mixtures it takes until every answer of the lesson's bank has appeared."""
    return max((len(lesson.unit.answers(cell)) + 1 for cell in answer_cells(lesson)), default=1)


def filled(lesson: Lesson, chosen: Mapping[str, Answer | None]) -> dict[str, Any]:
    """The released notebook with the chosen answers."""
    made: dict[str, Any] = json.loads(lesson.release.read_text(encoding="utf-8"))
    for cell in made["cells"]:
        entry = chosen.get((cell["metadata"].get("nbgrader") or {}).get("grade_id", ""))
        if entry is not None:
            cell["source"] = cell_text("".join(cell["source"]), entry)
    return made


def hand_in(course: Course, student: str, lesson: Lesson, chosen: Mapping[str, Answer | None]) -> None:
    """Hand in *lesson* with the chosen answers."""
    folder = course.submitted / student / lesson.unit.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{lesson.name}.ipynb").write_text(json.dumps(filled(lesson, chosen)), encoding="utf-8")
