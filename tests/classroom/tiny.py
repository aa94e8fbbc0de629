"""A small class on the tiny course: copies it, hands in, grades in this process or with real workers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from workbook.classroom import batch
from workbook.classroom.batch import BatchReport
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import Crew
from workbook.course import Course

UNIT = "00-tiny"
RIGHT = {
    "double": "def double(x):\n    return x + x",
    "mean": "def mean(numbers):\n    return sum(numbers) / len(numbers) if numbers else None",
    "why": "Nothing can't be shared among nobody.",
    "shout": "def shout(text):\n    return text.upper() + '!'",
}


class Inline(Executor):
    """Runs each task at once in this process: an executor without start-up time."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **keywords: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **keywords))
        except BaseException as error:
            future.set_exception(error)
        return future


def tiny_course(folder: Path) -> Course:
    """A copy of the tiny course in *folder*."""
    shutil.copytree(ROOT / "tests" / "tiny_course", folder)
    return Course(folder)


def notebook(course: Course, lesson: str, **answers: str) -> dict[str, Any]:
    """The released *lesson* with some answers filled in."""
    made: dict[str, Any] = json.loads((course.release / UNIT / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    for cell in made["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return made


def hand_in(course: Course, student: str, lessons: tuple[str, ...] = ("1-numbers", "2-words"), **answers: str) -> Path:
    """Hand in the released lessons with *answers*; the submission's folder."""
    folder = course.submitted / student / UNIT
    folder.mkdir(parents=True, exist_ok=True)
    for lesson in lessons:
        (folder / f"{lesson}.ipynb").write_text(json.dumps(notebook(course, lesson, **answers)), encoding="utf-8")
    return folder


def autograde(course: Course, **options: Any) -> BatchReport:
    """Grade everything that was handed in, in this process."""
    options.setdefault("crew", Crew(Inline, 1))
    return batch.autograde(course, [UNIT], **options)


def scores(course: Course) -> dict[tuple[str, str], float]:
    """The gradebook's points by (student, cell)."""
    return {(row.student, row.cell): row.score for row in gradebook.grades(course.gradebook, [UNIT])}
