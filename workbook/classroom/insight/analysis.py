"""From the gradebook and the graded notebooks to what is known of the class."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbook import hooks
from workbook.bank.answers import Claim
from workbook.classroom import report, submissions
from workbook.classroom.batch import autograded_file
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import gradebook_file
from workbook.classroom.gradebook.read import GradeRow
from workbook.classroom.insight import measures, records
from workbook.classroom.insight.exercise import Answered, Graded, exercise
from workbook.classroom.insight.measures import Measured
from workbook.classroom.insight.model import Insight, Stuck, Student, UnitInsight
from workbook.course import Course, Unit
from workbook.errors import WorkbookError
from workbook.grading.exercises import Task, tasks
from workbook.hooks import Claimed

HALF = 0.5
"""Of an exercise's points: who has less is stuck on it."""
NO_RESPONSE = "No response."
"""The gradebook's comment on an answer that was left as it was released."""
Cell = tuple[str, str]
"""Lesson and graded cell."""


@dataclass(frozen=True)
class Class:
    """What is read of one unit's class: rows by student and cell, and what goes with them."""

    unit: str
    title: str
    titles: Mapping[Cell, str]
    graded: Mapping[Cell, Graded]
    standings: Sequence[report.Standing]
    missing: Mapping[str, tuple[str, ...]]
    records: records.Records = field(default_factory=records.Records)
    claims: Sequence[Claimed] = ()
    ungraded: int = 0


def insight(course: Course, units: Sequence[str] = (), anonymous: bool = False) -> Insight:
    """What is known of *units*, or of all that are graded. Raises WorkbookError when nothing is graded."""
    names = [course.unit(name).name for name in units]
    path = gradebook_file(course)
    rows = gradebook.grades(path, names)
    if not rows:
        raise WorkbookError("Nothing is graded yet.", f"Run: workbook autograde {' '.join(names)}".rstrip())
    standings = list(report.standings(path, names, rows))
    found = []
    for name in sorted({row.unit for row in rows}):
        own = [row for row in rows if row.unit == name]
        found.append(measure(_class(course, name, own, [one for one in standings if one.unit == name])))
    return hide_names(Insight(tuple(found))) if anonymous else Insight(tuple(found))


def _class(course: Course, name: str, rows: Sequence[GradeRow], standings: Sequence[report.Standing]) -> Class:
    unit = next((unit for unit in course.units if unit.name == name), None)
    posed = _tasks(unit) if unit else {}
    missing, claims = _missing(course, rows), report.claims_of(course, name)
    graded: dict[Cell, Graded] = {}
    by_notebook: dict[tuple[str, str], list[GradeRow]] = defaultdict(list)
    for row in rows:
        if row.max_score > 0:  # a cell without points says nothing about anybody
            by_notebook[row.student, row.lesson].append(row)
    for note in gradebook.notebooks(gradebook_file(course), [name]):
        own = by_notebook[note.student, note.lesson]
        cells = report.graded_cells(course, note.student, name, note.lesson) if own else None
        for row in own:
            found = graded.setdefault((row.lesson, row.cell), Graded(row.lesson, row.cell, row.max_score))
            task = posed.get((row.lesson, row.cell))
            begun = any(
                note.comments.get(cell) != NO_RESPONSE for cell in (task.answers if task else ()) or (row.cell,)
            )
            absent = row.lesson in missing[row.student]
            found.answers[row.student] = _answered(row, absent, begun, cells, claims.get(row.cell, {}))
    return Class(
        unit=name,
        title=unit.title if unit else name,
        titles={cell: task.title for cell, task in posed.items()},
        graded=dict(sorted(graded.items())),
        standings=standings,
        missing=missing,
        records=records.read(course, name, sorted({row.student for row in rows})),
        claims=list(report.claimed(course, rows)) if unit and hooks.has_reader(unit) else [],
        ungraded=len(set(submissions.students(course, name)) - set(missing)),
    )


def _missing(course: Course, rows: Iterable[GradeRow]) -> dict[str, tuple[str, ...]]:
    """The lessons of each student that were not handed in: no graded notebook, and no points from anybody."""
    worth: dict[str, dict[str, bool]] = defaultdict(dict)
    units = {}
    for row in rows:
        given = row.score != 0 or row.manual_score is not None or row.waits
        worth[row.student][row.lesson] = worth[row.student].get(row.lesson, False) or given
        units[row.student] = row.unit
    return {
        student: tuple(
            lesson
            for lesson, given in sorted(lessons.items())
            if not given and not autograded_file(course, student, units[student], lesson).is_file()
        )
        for student, lessons in worth.items()
    }


def _answered(
    row: GradeRow, missing: bool, begun: bool, cells: list[dict[str, Any]] | None, claims: Mapping[str, Claim]
) -> Answered:
    if missing or row.waits:
        return Answered(None, missing=missing)
    share = row.score / row.max_score
    if share >= 1:
        return Answered(share)
    told = report.told(cells, row.cell)
    if not (begun and told.begun):
        return Answered(share, begun=False)
    lost = row.auto_score is not None and row.auto_score < row.max_score
    return Answered(share, mistake=report.misconception(told.text, claims) if lost else "", lost=told.lost)


def _tasks(unit: Unit) -> dict[Cell, Task]:
    """What the lessons ask for, by tests cell, where they can be read."""
    found: dict[Cell, Task] = {}
    for lesson in unit.lessons:
        try:
            for task in tasks(json.loads(lesson.source.read_text(encoding="utf-8"))):
                found[lesson.name, task.id] = task
        except (OSError, ValueError, KeyError, TypeError):
            continue  # it has been graded: the cells' own names will do
    return found


def measure(known: Class) -> UnitInsight:
    """All figures of one unit's class."""
    shares = [one.points / one.max_points for one in known.standings if one.max_points]
    alpha, items = _alpha(list(known.graded.values()))
    nobody = "Nobody has any points to earn here."
    return UnitInsight(
        unit=known.unit,
        title=known.title,
        students=tuple(_student(known, standing) for standing in known.standings),
        exercises=tuple(
            exercise(one, known.titles.get(cell, cell[1]), _rests(known, cell), known.records.tries)
            for cell, one in known.graded.items()
        ),
        mean=measures.mean(shares, nobody),
        median=measures.median(shares, nobody),
        deviation=measures.deviation(shares),
        histogram=measures.histogram(shares),
        alpha=alpha,
        alpha_exercises=items,
        recorded=len(known.records.tries),
        unreadable=known.records.unreadable,
        ungraded=known.ungraded,
    )


def _rests(known: Class, cell: Cell) -> dict[str, float | None]:
    """Each student's share of the points of all other exercises that were handed in and graded."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for other, one in known.graded.items():
        for student, answer in one.answers.items() if other != cell else ():
            if answer.share is not None:
                sums[student][0] += answer.share * one.max_points
                sums[student][1] += one.max_points
    return {student: sums[student][0] / sums[student][1] if student in sums else None for student in known.missing}


def _alpha(items: Sequence[Graded]) -> tuple[Measured, int]:
    """Alpha of those exercises at least half of whose answers are graded, and how many these are."""
    chosen = [
        one for one in items if one.known and 2 * len(one.known) >= sum(not a.missing for a in one.answers.values())
    ]
    complete = set.intersection(*(set(one.known) for one in chosen)) if chosen else set()
    table = [[one.known[student] * one.max_points for one in chosen] for student in sorted(complete)]
    return measures.alpha(table), len(chosen)


def _student(known: Class, standing: report.Standing) -> Student:
    name = standing.student
    stuck = []
    for (lesson, cell), one in known.graded.items():
        answer = one.answers.get(name)
        if answer is not None and answer.share is not None and answer.share < HALF:
            tries = known.records.tries.get(name, {}).get((lesson, cell))
            count = tries.count if tries else None
            stuck.append(Stuck(lesson, cell, answer.share, answer.begun, answer.mistake, count))
    columns = {one.lesson: hooks.texts(one.claim, "columns") for one in known.claims if one.student == name}
    return Student(
        name=name,
        points=standing.points,
        max_points=standing.max_points,
        late_penalty=standing.late_penalty,
        waiting=standing.waiting,
        missing=known.missing.get(name, ()),
        stuck=tuple(stuck),
        claims={lesson: told for lesson, told in columns.items() if told},
    )


def hide_names(known: Insight) -> Insight:
    """The same without names: students have numbers in an order that is drawn anew each time, and no claims of their own."""
    hidden = report.aliases(student.name for unit in known.units for student in unit.students)
    units = []
    for unit in known.units:
        students = [replace(student, name=hidden[student.name], claims={}) for student in unit.students]
        units.append(replace(unit, students=tuple(sorted(students, key=lambda student: student.name))))
    return Insight(tuple(units), anonymous=True)


def need(unit: UnitInsight) -> list[tuple[Student, Counter[str]]]:
    """Who is stuck, those on most exercises first; and of how many of these each misconception is."""
    stuck = [student for student in unit.students if student.stuck or student.missing]
    stuck.sort(key=lambda student: (-len(student.stuck), -len(student.missing), student.points, student.name))
    return [(student, Counter(one.mistake for one in student.stuck if one.mistake)) for student in stuck]
