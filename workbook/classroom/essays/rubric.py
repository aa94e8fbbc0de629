"""An essay's rubric, read from the table that students read above it.

Tables may have a column for each level (``criterion | 0 | 1 | 2 | 3``), one column for a point each (``criterion | 1 point for``),
or a line for each level of the one thing that is asked (``points | what``). A line below, ``Points: the sum of the rows × 8 ÷ 15,
to the nearest half.``, says what becomes of the sum; without it the sum is the points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from markdown_it import MarkdownIt

from workbook.course import Unit
from workbook.errors import CourseError, UnknownUnit, WorkbookError
from workbook.grading.masters import load_master
from workbook.grading.model import Notebook

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_POINTS = re.compile(
    r"Points: the (?:sum of the rows|row)(?: × (?P<times>\d+))?(?: ÷ (?P<by>\d+))?(?P<half>, to the nearest half)?\."
)


@dataclass(frozen=True)
class Row:
    """One criterion: what each number of points is given for."""

    key: str
    title: str
    levels: Mapping[int, str]

    @property
    def most(self) -> int:
        """The points of its highest level."""
        return max(self.levels)


@dataclass(frozen=True)
class Rubric:
    """What an essay's points are made of."""

    rows: tuple[Row, ...]
    times: int = 1
    by: int = 1
    half: bool = False

    def total(self, given: Mapping[str, int]) -> float:
        """The task's points for the points of all rows."""
        return float(self._counted(sum(given[row.key] for row in self.rows)))

    @property
    def most(self) -> float:
        """The task's points when every row has its highest level."""
        return float(self._counted(sum(row.most for row in self.rows)))

    def _counted(self, whole: int) -> Fraction:
        exact = Fraction(whole * self.times, self.by)
        return Fraction(floor(exact * 2 + Fraction(1, 2)), 2) if self.half else exact

    @property
    def formula(self) -> str:
        """What becomes of the sum: `` × 8 ÷ 15, to the nearest half``."""
        times = f" × {self.times}" if self.times != 1 else ""
        by = f" ÷ {self.by}" if self.by != 1 else ""
        return f"{times}{by}{', to the nearest half' if self.half else ''}"

    def row(self, name: str) -> Row:
        """The row that *name* means: its number from 1, its key, or the beginning of one only. Raises WorkbookError."""
        if name.isascii() and name.isdigit() and 0 < int(name) <= len(self.rows):
            return self.rows[int(name) - 1]
        found = [row for row in self.rows if row.key == name] or [row for row in self.rows if row.key.startswith(name)]
        if len(found) == 1 and name:
            return found[0]
        known = ", ".join(f"{number} {row.key}" for number, row in enumerate(self.rows, 1))
        raise WorkbookError(
            f"'{name}' is {'no' if not found else 'more than one'} row of the rubric.", f"There are: {known}."
        )


@dataclass(frozen=True)
class Essay:
    """An answer that is read by a person; no rubric where the lesson prints none."""

    unit: Unit
    lesson: str
    cell: str
    points: float
    rubric: Rubric | None

    @property
    def name(self) -> str:
        """``07-my-topic/why``, say."""
        return f"{self.unit.name}/{self.cell}"


def essays(unit: Unit, lesson: str = "") -> list[Essay]:
    """The essays of *unit*, or of one lesson, in order. Raises CourseError for a rubric that doesn't give the essay's points."""
    lessons = [unit.lesson(lesson)] if lesson else unit.lessons
    return [
        Essay(unit, one.name, cell, points, _checked(rubric, points, f"{unit.name}/{one.name}, '{cell}'"))
        for one in lessons
        for cell, points, rubric in _in_notebook(load_master(one).source)
    ]


def essay(unit: Unit, name: str) -> Essay:
    """The essay called *name*, a cell's id, with the lesson before it where two lessons have one. Raises WorkbookError."""
    known = essays(unit)
    lesson, _, cell = name.rpartition("/")
    found = [one for one in known if one.cell == cell and lesson in ("", one.lesson)]
    if not found:
        raise UnknownUnit(name, [one.cell for one in known], kind=f"essay in {unit.name}")
    if len(found) > 1:
        raise WorkbookError(
            f"Two lessons of {unit.name} have an essay '{cell}'.", f"Write {found[0].lesson}/{cell}, say."
        )
    return found[0]


def _checked(rubric: Rubric | None, points: float, where: str) -> Rubric | None:
    if rubric is not None and rubric.most != points:
        raise CourseError(
            f"{where}: the rubric's rows give {rubric.most:g} points, and the essay has {points:g}.",
            "Mend the table or the line 'Points: the sum of the rows …' below it.",
        )
    return rubric


def _in_notebook(notebook: Notebook) -> Iterator[tuple[str, float, Rubric | None]]:
    """Each essay with the last rubric that stands above it, behind whatever is graded before."""
    above: list[str] = []
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if not marks.get("grade"):
            above += [str(cell["source"])] if cell["cell_type"] == "markdown" else []
            continue
        if marks.get("solution") and cell["cell_type"] == "markdown":
            found = (rubric for text in reversed(above) if (rubric := read(text)) is not None)
            yield str(marks["grade_id"]), float(marks["points"]), next(found, None)
        above = []


def read(markdown: str) -> Rubric | None:
    """The last rubric in a text; None if there is none."""
    rows: tuple[Row, ...] = ()
    for head, *body in _tables(markdown):
        first = head[0].casefold()
        if first == "criterion" and all(title.isdigit() for title in head[1:]):
            rows = _rows((line[0], zip(map(int, head[1:]), line[1:], strict=False)) for line in body)
        elif first == "criterion" and head[1:] == ["1 point for"]:
            rows = _rows((line[0], [(0, "not there"), (1, line[1])]) for line in body)
        elif first == "points" and len(head) == 2 and all(line[0].isdigit() for line in body):
            rows = _rows([(head[1], [(int(line[0]), line[1]) for line in body])])
    if not rows:
        return None
    said = _POINTS.search(markdown)
    if said is None:
        return Rubric(rows)
    return Rubric(rows, int(said["times"] or 1), int(said["by"] or 1), bool(said["half"]))


def _rows(found: Any) -> tuple[Row, ...]:
    made: dict[str, Row] = {}
    for number, (title, levels) in enumerate(found, 1):
        key = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
        key = key if key and key not in made else f"row-{number}"
        made[key] = Row(key, title, {points: text for points, text in levels if text} or {0: ""})
    return tuple(made.values())


def _tables(markdown: str) -> Iterator[list[list[str]]]:
    """The tables of a text, each as lines of plain texts."""
    table: list[list[str]] = []
    for token in _MARKDOWN.parse(markdown):
        if token.type == "table_open":
            table = []
        elif token.type == "tr_open":
            table.append([])
        elif token.type == "inline" and table:
            table[-1].append(_plain(token.children or ()))
        elif token.type == "table_close":
            yield table
            table = []


def _plain(children: Sequence[Any]) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline") else " " * (child.type == "softbreak")
        for child in children
    ).strip()
