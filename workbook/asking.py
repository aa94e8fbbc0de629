"""Asking for another look at a grade: one file an exercise, ``regrade-<lesson>-<cell>.md``, beside the notebooks.

The student writes it, here or with any editor; :mod:`workbook.classroom.regrading` reads it where it was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.course import Lesson, Unit
from workbook.errors import UnknownUnit, WorkbookError, cannot_write
from workbook.files import read_regular, write_atomically
from workbook.grading.masters import visible_master
from workbook.grading.rebuild import heading_of

PREFIX, SUFFIX = "regrade-", ".md"
MOST_BYTES = 20_000
MOST_TEXT = 5_000  # characters
_COPY = re.compile(r"[-_ ]?\(?[0-9]+\)?$")  # what platforms and browsers add to a name that they have seen before


@dataclass(frozen=True)
class Exercise:
    """One graded cell, and the title above it."""

    lesson: str
    cell: str
    title: str

    @property
    def file(self) -> str:
        """The name of the file that asks about it."""
        return f"{PREFIX}{self.lesson}-{self.cell}{SUFFIX}"


def exercises(lesson: Lesson) -> list[Exercise]:
    """What of *lesson* has points, in order, from its release."""
    found, title = [], ""
    for cell in visible_master(lesson).release["cells"]:
        title = heading_of(cell) or title
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade"):
            found.append(Exercise(lesson.name, str(marks["grade_id"]), title))
    return found


def files(unit: Unit) -> dict[str, Exercise]:
    """The names that a request may have in *unit*, and what each asks about."""
    return {one.file: one for lesson in unit.lessons for one in exercises(lesson)}


def meant(name: str, known: Mapping[str, Exercise]) -> str:
    """The name in *known* that a file's name means, ``regrade-1-a-b (1).md`` too; nothing if none."""
    if name in known:
        return name
    bare = f"{_COPY.sub('', name.removesuffix(SUFFIX))}{SUFFIX}"
    return bare if name.endswith(SUFFIX) and bare in known else ""


def named(lesson: Lesson, name: str) -> Exercise:
    """The exercise that *name* means: a graded cell, its answer, or the number in a title. Raises WorkbookError."""
    known = exercises(lesson)
    found = [one for one in known if one.cell == name] or [
        one for one in known if one.cell == f"{name}-tests" or one.title.partition(" ")[0].casefold() == name.casefold()
    ]
    if not found:
        raise UnknownUnit(name, [one.cell for one in known], kind=f"exercise in {lesson.name}")
    if len(found) > 1:
        names = ", ".join(one.cell for one in found)
        raise WorkbookError(f"'{name}' has more than one grade.", f"Name one of: {names}.")
    return found[0]


def ask(lesson: Lesson, name: str, text: str) -> Path:
    """Write a request into the student's own folder; its path. Raises WorkbookError; another text there stays."""
    exercise = named(lesson, name)
    if not text.strip() or len(text) > MOST_TEXT:
        raise WorkbookError(
            f"Say in 1 to {MOST_TEXT} characters what is to be looked at again.", 'Add it in quotes: "Part 2 is …"'
        )
    path = lesson.unit.work / exercise.file
    content = f"{text.strip()}\n"
    try:
        if path.is_symlink() or (
            path.exists() and read_regular(path, MOST_BYTES).decode("utf-8", "replace") != content
        ):
            raise WorkbookError(f"{path} says something already.", "Edit that file, or remove it first.")
        write_atomically(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path
