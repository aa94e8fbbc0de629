"""The class report: who stands where, which tests are hard, which separate, and which misconceptions are about.

Difficulty is the mean share of points (1 is easy). Discrimination is the correlation of a test's points with all
other points of the unit (corrected item-total correlation): near 0 or below, the test doesn't tell those who know
from those who don't. A lost test counts for a misconception of the answer bank when its message has all the words
that the bank's wrong answer names.
"""

from __future__ import annotations

import json
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbook import hooks
from workbook.bank.answers import Claim, claim
from workbook.classroom.batch import autograded_file
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import gradebook_file
from workbook.classroom.gradebook.read import GradeRow
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError
from workbook.hooks import Claimed

FEW = 5  # students below which a correlation says nothing


@dataclass(frozen=True)
class Item:
    """One graded cell over the class."""

    unit: str
    lesson: str
    cell: str
    max_points: float
    difficulty: float
    discrimination: float | None
    """None when the class is too small or everybody earned the same."""
    full: int
    none: int
    waiting: int
    misconceptions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Standing:
    """One student's points in one unit."""

    student: str
    unit: str
    points: float
    max_points: float
    late_penalty: float
    waiting: int
    """Answers that a person must still read."""


@dataclass(frozen=True)
class Report:
    """Everything that ``workbook report`` prints."""

    standings: tuple[Standing, ...]
    items: tuple[Item, ...]
    claims: tuple[Claimed, ...] = ()

    @property
    def mean(self) -> float:
        """Mean share of points over all students and units, 0 to 1."""
        shares = [standing.points / standing.max_points for standing in self.standings if standing.max_points]
        return statistics.fmean(shares) if shares else 0.0


def report(course: Course, units: Sequence[str] = (), anonymous: bool = False) -> Report:
    """The report on *units*, or on all that are graded. Raises WorkbookError when nothing is.

    *anonymous*: students have numbers in place of names, and what their submissions claim is left out.
    """
    names = [course.unit(name).name for name in units]
    path = gradebook_file(course)
    rows = gradebook.grades(path, names)
    if not rows:
        raise WorkbookError("Nothing is graded yet.", f"Run: workbook autograde {' '.join(names)}".rstrip())
    found, items = tuple(standings(path, names, rows)), tuple(_items(course, rows))
    if not anonymous:
        return Report(found, items, tuple(claimed(course, rows)))
    hidden = aliases(standing.student for standing in found)
    found = tuple(replace(standing, student=hidden[standing.student]) for standing in found)
    return Report(tuple(sorted(found, key=lambda standing: (standing.student, standing.unit))), items)


def aliases(students: Iterable[str]) -> dict[str, str]:
    """A number in place of each name, in an order that is drawn anew each time."""
    names = sorted(set(students))
    random.SystemRandom().shuffle(names)
    width = len(str(len(names)))
    return {name: f"student {number:0{width}}" for number, name in enumerate(names, start=1)}


def standings(path: Path, names: Sequence[str], rows: Sequence[GradeRow]) -> Iterator[Standing]:
    """Each student's points in each unit, after what late work loses."""
    waiting = Counter((row.student, row.unit) for row in rows if row.needs_manual_grade)
    totals: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for notebook in gradebook.notebooks(path, names):
        total = totals[notebook.student, notebook.unit]
        total[0] += notebook.score - notebook.late_penalty
        total[1] += notebook.max_score
        total[2] += notebook.late_penalty
    for (student, unit), (points, most, penalty) in sorted(totals.items()):
        yield Standing(student, unit, points, most, penalty, waiting[student, unit])


def claimed(course: Course, rows: Sequence[GradeRow]) -> Iterator[Claimed]:
    """What submissions claim beside their answers, unit by unit: of the units that have a reader."""
    for name in sorted({row.unit for row in rows}):
        unit = course.unit(name)
        if hooks.has_reader(unit):
            keys = sorted({(row.student, row.lesson) for row in rows if row.unit == name})
            found = [(student, lesson, _claim(course, student, name, lesson)) for student, lesson in keys]
            claims = [Claimed(student, lesson, claim) for student, lesson, claim in found if claim is not None]
            yield from hooks.compared(unit, claims)


def _claim(course: Course, student: str, unit: str, lesson: str) -> hooks.Claim | None:
    try:
        notebook = json.loads(autograded_file(course, student, unit, lesson).read_text(encoding="utf-8"))
        return hooks.kept(notebook["metadata"]["workbook"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not handed in, or graded by stock nbgrader


def _items(course: Course, rows: Sequence[GradeRow]) -> Iterator[Item]:
    by_cell: dict[tuple[str, str, str], list[GradeRow]] = defaultdict(list)
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        by_cell[row.unit, row.lesson, row.cell].append(row)
        totals[row.student, row.unit] += row.score
    banks = {unit: claims_of(course, unit) for unit in {row.unit for row in rows}}
    for (unit, lesson, cell), grades in sorted(by_cell.items()):
        read = [row for row in grades if not row.waits]
        most = grades[0].max_score
        yield Item(
            unit=unit,
            lesson=lesson,
            cell=cell,
            max_points=most,
            difficulty=statistics.fmean(row.score / most for row in read) if read and most else 0.0,
            discrimination=correlation(
                [row.score for row in read], [totals[row.student, unit] - row.score for row in read]
            ),
            full=sum(row.score >= most for row in read),
            none=sum(row.score <= 0 for row in read),
            waiting=len(grades) - len(read),
            misconceptions=tuple(_misconceptions(course, banks.get(unit, {}).get(cell, {}), grades)),
        )


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's correlation, or None for fewer than FEW pairs or a constant side."""
    if len(first) < FEW or len(set(first)) < 2 or len(set(second)) < 2:
        return None
    return statistics.correlation(first, second)


def claims_of(course: Course, name: str) -> dict[str, dict[str, Claim]]:
    """For each tests cell of a unit the claims of the bank's wrong answers, by the misconception's name."""
    found: dict[str, dict[str, Claim]] = defaultdict(dict)
    unit = next((unit for unit in course.units if unit.name == name), None)
    for answer in unit.answers() if unit else ():
        if answer.right:
            continue
        try:
            said = claim(answer)
        except CourseError:
            continue  # `workbook bank` reports it; a report on a class need not fail for it
        found[said.tests][answer.path.stem.removeprefix("wrong-").replace("-", " ")] = said
    return found


def _misconceptions(
    course: Course, claims: Mapping[str, Claim], grades: Sequence[GradeRow]
) -> Iterator[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for grade in grades if claims else ():
        if grade.auto_score is not None and grade.auto_score < grade.max_score:
            cells = graded_cells(course, grade.student, grade.unit, grade.lesson)
            name = misconception(told(cells, grade.cell).text, claims)
            if name:
                counts[name] += 1
    yield from counts.most_common(3)


def misconception(text: str, claims: Mapping[str, Claim]) -> str:
    """The misconception that *text*, the words of a lost test, tells of; nothing for none, or for an untouched stub."""
    return "" if "NotImplementedError" in text else best_match(text, claims)


def best_match(message: str, claims: Mapping[str, Claim]) -> str:
    """The misconception all of whose words *message* has, the most telling one if several do; else nothing."""
    text = message.lower()
    hits = {
        name: sum(map(len, one.phrases))
        for name, one in claims.items()
        if all(phrase.lower() in text for phrase in one.phrases)
    }
    return max(hits, key=lambda name: hits[name], default="")


@dataclass(frozen=True)
class Told:
    """What the check said of one student's answer; all empty if stock nbgrader graded it."""

    text: str = ""
    """The message and those of the parts; empty for an answer that was not begun."""
    begun: bool = True
    """Whether the released stub no longer stands in the answer cell."""
    lost: tuple[str, ...] = ()
    """Names of the parts that did not pass."""


def graded_cells(course: Course, student: str, unit: str, lesson: str) -> list[dict[str, Any]] | None:
    """The cells of a graded notebook; None where there is none that can be read."""
    try:
        path = autograded_file(course, student, unit, lesson)
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return cells


def told(cells: Sequence[Mapping[str, Any]] | None, name: str) -> Told:
    """What the tests cell *name* among a graded notebook's *cells* says."""
    if not cells:
        return Told()
    if _untouched(cells, name.removesuffix("-tests")):
        return Told(begun=False)
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
            verdict = cell["metadata"].get("workbook", {})
            parts = verdict.get("parts", [])
            text = "\n".join(str(part.get("message", "")) for part in parts)
            lost = tuple(str(part.get("name", "")) for part in parts if not part.get("passed"))
            return Told(f"{verdict.get('message', '')}\n{text}", lost=lost)
    return Told()


def _untouched(cells: Sequence[Mapping[str, Any]], answer: str) -> bool:
    """Whether the stub still stands in the answer cell, so that what the tests say is no misconception."""
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == answer:
            source = cell["source"]
            return "raise NotImplementedError()" in (source if isinstance(source, str) else "".join(source))
    return False
