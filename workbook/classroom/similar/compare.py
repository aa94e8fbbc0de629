"""Compare what a class handed in for a unit, exercise by exercise."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook.bank.answers import cell_text
from workbook.classroom import submissions
from workbook.classroom.similar.forms import Forms, forms
from workbook.classroom.similar.pairs import LEAST_BITS, Compared, Exercise, Pair, pairs
from workbook.classroom.similar.tokens import Language, body, language_of
from workbook.course import Course, Lesson, Unit
from workbook.errors import BadSubmission, WorkbookError
from workbook.grading.masters import load_masters
from workbook.grading.model import Master, Submission
from workbook.grading.rebuild import heading_of, rebuild


@dataclass(frozen=True)
class Posed:
    """An exercise as it was given."""

    exercise: Exercise
    title: str
    stub: str
    key: str
    language: Language


@dataclass(frozen=True)
class Comparison:
    """The pairs worth a look, with every answer that was compared."""

    unit: str
    students: tuple[str, ...]
    posed: Mapping[Exercise, Posed]
    answers: Mapping[Exercise, Mapping[str, str]]
    forms: Mapping[Exercise, Mapping[str, Forms]]
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def compare(course: Course, unit: Unit, least: float = LEAST_BITS) -> Comparison:
    """Compare all submissions of *unit*. Raises WorkbookError where fewer than two have handed in."""
    course.need_source()
    masters = load_masters(unit)
    posed = {one.exercise: one for lesson in masters for one in _posed(masters[lesson])}
    answers: dict[Exercise, dict[str, str]] = {exercise: {} for exercise in posed}
    notes: list[str] = []
    names = submissions.students(course, unit.name)
    if len(names) < 2:
        raise WorkbookError(
            f"There is nothing to compare: {len(names)} submission(s) of {unit.name}.",
            f"Put the class's at {course.submitted.name}/<student>/{unit.name}/.",
        )
    for student in names:
        for exercise, text in _answers(course, student, unit, masters, notes):
            if exercise in posed and text.strip() != posed[exercise].stub.strip():
                answers[exercise][student] = text
    made: dict[Exercise, dict[str, Forms]] = {}
    compared = []
    for exercise, one in posed.items():
        given = given_names(unit.lesson(exercise[0]))
        made[exercise] = {student: forms(text, one.language, given) for student, text in answers[exercise].items()}
        compared.append(Compared(exercise, made[exercise], known(unit, one, given)))
    return Comparison(unit.name, tuple(names), posed, answers, made, tuple(pairs(compared, least)), tuple(notes))


def _posed(master: Master) -> Iterator[Posed]:
    """The lesson's answer cells of code, with the heading that each stands under."""
    given = {_mark(cell): cell["source"] for cell in master.release["cells"]}
    title = ""
    for cell in master.source["cells"]:
        title = heading_of(cell) or title
        marks = cell["metadata"].get("nbgrader") or {}
        if cell["cell_type"] == "code" and marks.get("solution"):
            stub = given.get(_mark(cell), "")
            yield Posed((master.lesson, _mark(cell)), title, stub, cell["source"], language_of(stub))


def _mark(cell: Mapping[str, object]) -> str:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return str((marks or {}).get("grade_id", ""))


def _answers(
    course: Course, student: str, unit: Unit, masters: Mapping[str, Master], notes: list[str]
) -> Iterator[tuple[Exercise, str]]:
    handed_in = submissions.read(course, student, unit.name, masters)
    notes += [f"{problem.student}: {problem.message}" for problem in handed_in.problems]
    for lesson, data in handed_in.notebooks.items():
        try:
            rebuilt = rebuild(Submission(student, data), masters[lesson])
        except BadSubmission as error:
            notes.append(f"{student}: {lesson}.ipynb: {error}")
            continue
        for cell in rebuilt.cells:
            if cell.kind == "answer":
                compared = len(body(cell.source, language_of(cell.source)))
                if compared < len(cell.source):
                    notes.append(f"{student}: {lesson}, {cell.id}: compared up to letter {compared:,} only")
                yield (lesson, cell.id), cell.source


def known(unit: Unit, posed: Posed, given: frozenset[str]) -> list[Forms]:
    """What is nobody's own: the released text, the key, and every answer of the bank."""
    texts = [posed.stub, posed.key, *_shown(unit.lesson(posed.exercise[0]), posed.language)]
    texts += [cell_text(posed.stub, answer) for answer in unit.answers(posed.exercise[1])]
    return [forms(text, posed.language, given) for text in texts]


@functools.lru_cache(maxsize=64)
def _released(lesson: Lesson) -> tuple[str, ...]:
    """The texts of the released lesson's code cells."""
    from workbook.grading.masters import visible_master

    return tuple(cell["source"] for cell in visible_master(lesson).release["cells"] if cell["cell_type"] == "code")


def _shown(lesson: Lesson, language: Language) -> list[str]:
    return [text for text in _released(lesson) if language_of(text) == language]


def given_names(lesson: Lesson) -> frozenset[str]:
    """Names that an answer can't choose: those of stubs, imports, and the functions and classes that the lesson defines."""
    found: set[str] = set()
    for text in _released(lesson):
        if "YOUR" in text:
            found.update(re.findall(r"\w+", body(text, language_of(text))))
        try:
            tree = ast.parse(body(text, language_of(text)))
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
    return frozenset(found)
