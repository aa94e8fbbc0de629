"""Reading a lesson's text: jupytext's percent format with a role on each graded cell."""

from __future__ import annotations

import copy
import difflib
import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext

from workbook.authoring.accessibility import reading_mistakes
from workbook.authoring.roles import ROLES, Role
from workbook.authoring.rules import cell_mistakes, name_mistakes, unlocked_mistakes
from workbook.errors import CourseError, TextError, TextErrors

MARKER = re.compile(r"^# %%(\s|$)")
ATTRIBUTES = {"role", "id", "points", "tags"}
# What jupytext adds to remember blank lines; it means nothing to a course.
LAYOUT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker", "language", "magic_args"}
MOST_MINUTES = 180
"""Of one lesson. One of over 60 is read in several sittings, and its text says where the first may end."""
GRADE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson's text. ``line`` is that of its ``# %%`` marker, from 1."""

    kind: str
    source: str
    line: int
    role: Role | None = None
    grade_id: str = ""
    points: float | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class LessonText:
    """A lesson as its author wrote it."""

    path: Path
    cells: list[Cell]
    header: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The lesson's title; the file's name if the header has none."""
        return str(self.header.get("title", self.path.stem))

    @property
    def minutes(self) -> int:
        """How long one sitting takes."""
        return int(self.header.get("minutes", 0))

    @property
    def points(self) -> float:
        """The points of all cells together."""
        return sum(cell.points or 0 for cell in self.cells)


def characters(path: Path) -> str:
    """The text of *path*; raises CourseError when it isn't UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path.name} is not UTF-8 text (byte {error.start}).", "Save it again as UTF-8.") from None


def read(path: Path) -> LessonText:
    """The lesson in *path*; raises TextErrors with every mistake, file and line."""
    lesson, mistakes = parse(path, characters(path))
    if mistakes:
        raise TextErrors(mistakes)
    return lesson


def parse(path: Path, text: str) -> tuple[LessonText, list[TextError]]:
    """The lesson in *text*, and its mistakes in the order of lines. *path* only names it."""
    lesson, mistakes = _parsed(path, text)
    return LessonText(path, list(lesson.cells), copy.deepcopy(lesson.header)), list(mistakes)


@functools.lru_cache(maxsize=128)
def _parsed(path: Path, text: str) -> tuple[LessonText, list[TextError]]:
    """The same, not to be changed: a process that proves the course reads each lesson many times."""
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if len(lines) != len(notebook.cells):
        stray = "there is text before the first '# %%' marker, or a marker inside a string"
        return LessonText(path, []), [TextError(path, 1, f"the cells can't be told apart: {stray}")]
    cells: list[Cell] = []
    mistakes: list[TextError] = []
    for line, raw in zip(lines, notebook.cells, strict=True):
        cell, wrong = _cell(raw, line)
        cells.append(cell)
        mistakes += [TextError(path, at, message) for at, message in wrong]
    header = dict(notebook.metadata.get("workbook", {}))
    asked = header.get("asks", [])
    asked = asked if isinstance(asked, list) else [asked]
    of_cells = [*_duplicates(cells), *name_mistakes(cells), *unlocked_mistakes(cells, asked), *reading_mistakes(cells)]
    mistakes += [TextError(path, at, message) for at, message in of_cells + _header(header)]
    return LessonText(path, cells, header), sorted(mistakes, key=lambda mistake: mistake.line)


def _cell(raw: Any, line: int) -> tuple[Cell, list[tuple[int, str]]]:
    kind = raw.cell_type
    attributes = {name: value for name, value in raw.metadata.items() if name not in LAYOUT}
    wrong = [(line, _unknown("attribute", name, ATTRIBUTES)) for name in attributes if name not in ATTRIBUTES]
    if not raw.source.strip(" \n#"):
        wrong.append((line, "an empty cell: students would see a gap"))
    name = attributes.get("role")
    if name is not None and name not in ROLES:
        wrong.append((line, _unknown("role", str(name), set(ROLES))))
    role = ROLES.get(str(name))
    points = attributes.get("points")
    if points is not None and (isinstance(points, bool) or not isinstance(points, int | float)):
        wrong.append((line, f"points must be a number, not {points!r}"))
        points = None
    grade_id = str(attributes.get("id", ""))
    cell = Cell(kind, raw.source, line, role, grade_id, points, tuple(attributes.get("tags", ())))
    wrong += _role_mistakes(cell)
    if not wrong:
        wrong += cell_mistakes(cell.source, cell.role, cell.grade_id, cell.points, line, kind)
    return cell, wrong


def _role_mistakes(cell: Cell) -> list[tuple[int, str]]:
    called = f"{cell.role.name if cell.role else 'plain'} cell" + (f" '{cell.grade_id}'" if cell.grade_id else "")
    wrong = []
    if cell.role and not cell.grade_id:
        wrong.append(f"{called} has no id")
    if cell.grade_id and not cell.role:
        wrong.append(f"{called} has an id but no role")
    if cell.grade_id and not GRADE_ID.fullmatch(cell.grade_id):
        wrong.append(f"{called}: an id is lower-case letters and digits, joined by hyphens")
    if cell.role and cell.kind not in cell.role.kinds:
        wrong.append(f"{called} must be a {' or '.join(cell.role.kinds)} cell, not {cell.kind}")
    if cell.role and cell.role.graded and cell.points is None:
        wrong.append(f"{called} has no points")
    if cell.points is not None and not (cell.role and cell.role.graded):
        wrong.append(f"{called} has points; only tests and essay cells do")
    if cell.points is not None and cell.points <= 0:
        wrong.append(f"{called} gives {cell.points:g} points; it must be more than 0")
    return [(cell.line, message) for message in wrong]


def _duplicates(cells: list[Cell]) -> list[tuple[int, str]]:
    first: dict[str, int] = {}
    wrong = []
    for cell in cells:
        if cell.grade_id and cell.grade_id in first:
            wrong.append((cell.line, f"id '{cell.grade_id}' is taken by the cell on line {first[cell.grade_id]}"))
        first.setdefault(cell.grade_id, cell.line)
    return wrong


def _header(header: dict[str, Any]) -> list[tuple[int, str]]:
    wrong = [(1, f"the header has no workbook: {name}") for name in ("title", "minutes") if name not in header]
    minutes = header.get("minutes", 1)
    if type(minutes) is not int or not 0 < minutes <= MOST_MINUTES:
        wrong.append((1, f"minutes must be a whole number from 1 to {MOST_MINUTES}, not {minutes!r}"))
    return wrong


def _unknown(what: str, name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    guess = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(sorted(known))}"
    return f"unknown {what} '{name}': {guess}"
