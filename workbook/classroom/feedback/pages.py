"""Feedback pages, which never show hidden test text.

A page has each exercise's title, the student's answer and its outputs, the points with the check's message part by
part, the tests as they were released, and the graders' comments. It is drawn from the autograded notebook, whose
tests cells come from the master copy, and from the gradebook. ``workbook feedback`` and ``nbgrader generate_feedback``
(through :class:`FeedbackExporter`) draw the same page.
"""

from __future__ import annotations

import functools
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import Unicode

from workbook import hooks
from workbook.classroom.feedback import broken
from workbook.classroom.feedback import html as page
from workbook.classroom.feedback.rendering import begin_page
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import course_of, gradebook_file
from workbook.classroom.regrading import requests
from workbook.classroom.regrading.requests import Asked
from workbook.course import Course
from workbook.errors import WorkbookError, cannot_write
from workbook.files import write_atomically

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_TITLE = 200  # characters: a student's own heading may be of any length
_VERDICTS = {
    "passed": "all tests pass",
    "partial": "some tests pass",
    "failed": "the tests fail",
    "stopped": "the answer was stopped",
    "broken": "the check itself broke; tell your instructor",
    "skipped": "not tested",
}


@dataclass(frozen=True)
class Standing:
    """What the gradebook says about one submitted notebook. ``cells`` maps a grade id to (points, of)."""

    student: str
    lesson: str
    score: float
    max_score: float
    late_penalty: float = 0.0
    cells: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    unit: str = ""
    asked: Mapping[str, Sequence[Asked]] = field(default_factory=dict)
    """Requests for another look, and their answers, by cell."""


@dataclass
class _Exercise:
    title: str
    flag: str = ""
    checks: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Any] = field(default_factory=list)


def released_text(source: str) -> str:
    """A tests cell's text as students were given it: without its hidden regions."""
    lines, hidden = [], False
    for line in source.split("\n"):
        if BEGIN_HIDDEN in line:
            hidden = True
        elif END_HIDDEN in line:
            hidden = False
        elif not hidden:
            lines.append(line)
    return "\n".join(lines)


def hidden_lines(source: str) -> frozenset[str]:
    """The lines of a tests cell that only the master copy has, stripped."""
    shown = {line.strip() for line in released_text(source).split("\n")}
    markers = (BEGIN_HIDDEN, END_HIDDEN)
    return frozenset(
        line.strip()
        for line in source.split("\n")
        if line.strip() and line.strip() not in shown and not any(marker in line for marker in markers)
    )


def without_hidden(message: str, source: str) -> str:
    """*message* with every line that quotes a hidden line of *source* blanked, in case a check is indiscreet."""
    secret = {line for line in hidden_lines(source) if len(line) > 8}
    return "\n".join(
        "(a hidden test)" if any(line in text for line in secret) else text for text in message.split("\n")
    )


def render(notebook: Mapping[str, Any], standing: Standing, warning: str = "") -> str:
    """The feedback page (HTML) of one autograded notebook (an nbformat dictionary).

    *warning*: what to say before all else.
    """
    begin_page()
    exercises = _exercises(notebook, standing)
    ours = notebook.get("metadata", {}).get("workbook", {})
    notes = [warning] if warning else []
    notes += [str(note) for note in ours.get("restored", [])]
    claim = hooks.kept(ours) or {}
    if claim.get("summary"):
        notes.append(str(claim["summary"]))
    flags = hooks.texts(claim, "flags")
    for exercise in exercises:
        exercise.flag = flags.get(exercise.title.partition(" · ")[0], "") if " · " in exercise.title else ""
    return page.page(
        title=_lesson_title(notebook) or standing.lesson,
        lesson=standing.lesson,
        unit=standing.unit,
        student=standing.student,
        score=standing.score - standing.late_penalty,
        max_score=standing.max_score,
        late_penalty=standing.late_penalty,
        notes=notes,
        exercises=[exercise for exercise in exercises if exercise.checks],
    )


def _exercises(notebook: Mapping[str, Any], standing: Standing) -> list[_Exercise]:
    exercises = [_Exercise("")]
    for cell in notebook.get("cells", []):
        facts = cell.get("metadata", {}).get("nbgrader", {})
        source = _text(cell.get("source", ""))
        heading = re.match(r"#{1,2} (.+)", source) if cell.get("cell_type") == "markdown" and not facts else None
        if heading:
            exercises.append(_Exercise(heading[1].strip()[:_TITLE]))
        exercise = exercises[-1]
        if facts.get("solution"):
            exercise.blocks.append(_answer(cell, source))
        if facts.get("grade"):
            values = _check_values(cell, facts, source, standing)
            exercise.checks.append(values)
            exercise.blocks.append(page.check(**values))
        comment = standing.comments.get(facts.get("grade_id", ""))
        if comment and facts.get("solution"):
            exercise.blocks.append(Markup('<div class="comment">{}</div>').format(page.markdown(comment)))
        asked = standing.asked.get(facts.get("grade_id", "")) if facts.get("grade") else None
        if asked:
            exercise.blocks.append(page.asked([asdict(one) for one in asked]))
    return exercises


def _answer(cell: Mapping[str, Any], source: str) -> Any:
    if cell.get("cell_type") == "markdown":
        return page.with_pictures(cell, source)
    return page.code(source) + page.outputs(cell.get("outputs", []))


def _check_values(cell: Mapping[str, Any], facts: Mapping[str, Any], source: str, standing: Standing) -> dict[str, Any]:
    name = str(facts.get("grade_id", ""))
    score, most = standing.cells.get(name, (0.0, float(facts.get("points", 0) or 0)))
    waiting = name in standing.waiting
    values: dict[str, Any] = {
        "id": name,
        "score": score,
        "max_score": most,
        "essay": bool(facts.get("solution")),
        "shown": "not yet graded" if waiting else page.points(score),
        "kind": "waiting" if waiting else "passed" if score >= most else "partial" if score > 0 else "lost",
        "verdict": "", "parts": [], "message": "", "released": "",
    }  # fmt: skip
    if facts.get("solution"):
        return values
    verdict = cell.get("metadata", {}).get("workbook", {})
    values["verdict"] = _VERDICTS.get(str(verdict.get("outcome", "")), "")
    values["message"] = page.plain(without_hidden(str(verdict.get("message") or _error(cell)), source))
    values["parts"] = [
        {
            "name": page.plain(part.get("name", "")),
            "weight": float(part.get("weight", 1)),
            "passed": bool(part.get("passed")),
            "message": page.plain(without_hidden(str(part.get("message", "")), source)),
        }
        for part in verdict.get("parts", [])
    ]
    values["released"] = page.code(released_text(source))
    return values


def _error(cell: Mapping[str, Any]) -> str:
    """What a stock nbgrader run left in a tests cell: the error's own words, never its traceback."""
    for output in cell.get("outputs", []):
        if output.get("output_type") == "error":
            return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    return ""


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _lesson_title(notebook: Mapping[str, Any]) -> str:
    for cell in notebook.get("cells", []):
        match = re.match(r"# (.+)", _text(cell.get("source", "")))
        if cell.get("cell_type") == "markdown" and match:
            return match[1].strip()[:_TITLE]
    return ""


class FeedbackExporter(Exporter):  # type: ignore[misc]
    """Lets ``nbgrader generate_feedback`` draw our page; nbgrader_config.py names it."""

    file_extension = Unicode(".html").tag(config=True)

    def from_notebook_node(self, nb: Any, resources: Any = None, **keywords: Any) -> tuple[str, Any]:
        """Draw the page, with points and comments as nbgrader's GetGrades put them into *nb*."""
        nb, resources = super().from_notebook_node(nb, resources, **keywords)
        facts = resources["nbgrader"]
        cells, comments = {}, {}
        for cell in nb.cells:
            known = cell.metadata.get("nbgrader", {})
            if known.get("grade") and "score" in known:
                cells[known["grade_id"]] = (float(known["score"] or 0), float(known["points"] or 0))
            if known.get("comment"):
                comments[known["grade_id"]] = str(known["comment"])
        standing = Standing(
            student=facts["student"],
            lesson=facts["notebook"],
            score=float(facts.get("score", 0)),
            max_score=float(facts.get("max_score", 0)),
            late_penalty=float(facts.get("late_penalty", 0)),
            cells=cells,
            comments=comments,
            unit=facts["assignment"],
            asked=requests.told(
                course_of(str(facts["db_url"])), facts["student"], facts["assignment"], facts["notebook"]
            ),
        )
        return render(nb, standing), resources


@dataclass(frozen=True)
class FeedbackReport:
    """What ``workbook feedback`` did: pages written, and (student, lesson, reason) of those it could not."""

    written: list[Path]
    failed: list[tuple[str, str, str]]


def generate(course: Course, units: Sequence[str], students: Iterable[str] = ()) -> FeedbackReport:
    """Write ``feedback/<student>/<unit>/<lesson>.html`` for every lesson of *units*.

    One that was graded gets its points; one that is broken or missing in a submission gets what is wrong and what to do.
    """
    names = [course.unit(unit).name for unit in units]
    wanted = set(students)
    path = gradebook_file(course)
    made = FeedbackReport([], [])
    wrong = {
        (who, unit, lesson): why
        for unit in names
        for (who, lesson), why in broken.reasons(course, unit, wanted).items()
    }
    rows: dict[tuple[str, str, str], list[gradebook.GradeRow]] = defaultdict(list)
    asked: dict[tuple[str, str, str], dict[str, Sequence[Asked]]] = defaultdict(dict)
    for unit in names:
        for request in requests.gather(course, unit)[0]:
            asked[request.place.student, unit, request.place.lesson][request.place.cell] = request.asked
    for row in gradebook.grades(path, names):
        rows[row.student, row.unit, row.lesson].append(row)
    for notebook in gradebook.notebooks(path, names):
        if wanted and notebook.student not in wanted:
            continue
        source = course.autograded / notebook.student / notebook.unit / f"{notebook.lesson}.ipynb"
        if not source.is_file():
            continue  # nothing was graded of this lesson
        place = (notebook.student, notebook.unit, notebook.lesson)
        why = wrong.pop(place, "")
        standing = _standing(notebook, rows[place], asked.get(place, {}))
        _write(course, made, place, functools.partial(_graded, source, standing, why))
    for place, why in sorted(wrong.items()):
        _write(course, made, place, functools.partial(_broken, place, why))
    if not made.written and not made.failed:
        raise WorkbookError(
            f"Nothing to give feedback on in {', '.join(names) or 'the course'}.",
            "Grade it first: workbook autograde " + " ".join(names),
        )
    return made


_EARLIER = "What you handed in last can't be graded, so these are the points of what you had handed in before"


def _graded(source: Path, standing: Standing, why: str) -> str:
    warning = f"{_EARLIER}: {page.plain(why)}." if why else ""
    return render(json.loads(source.read_text(encoding="utf-8")), standing, warning)


def _broken(place: tuple[str, str, str], why: str) -> str:
    student, unit, lesson = place
    return page.broken(
        student=student, unit=unit, lesson=lesson, reason=page.plain(why).rstrip("."), missing=why == broken.MISSING
    )


def _write(course: Course, made: FeedbackReport, place: tuple[str, str, str], draw: Callable[[], str]) -> None:
    """Draw and write one page; whatever is wrong with it, the others are written."""
    student, unit, lesson = place
    target = course.feedback / student / unit / f"{lesson}.html"
    try:
        text = draw()
    except Exception as error:  # noqa: BLE001  (see above)
        made.failed.append((student, lesson, f"{lesson}.ipynb: {type(error).__name__}: {error}"))
        return
    try:
        write_atomically(target, text)
    except OSError as error:
        made.failed.append((student, lesson, str(cannot_write(target, error).message)))
        return
    made.written.append(target)


def draw(course: Course, path: Path, student: str, unit: str, lesson: str) -> str | None:
    """The feedback page (HTML) of one graded notebook, from the gradebook at *path* as it stands; None if there is none.

    Raises OSError and ValueError for a graded notebook that can't be read.
    """
    found = [one for one in gradebook.notebooks(path, [unit], student) if one.lesson == lesson]
    source = course.autograded / student / unit / f"{lesson}.ipynb"
    if not found or not source.is_file():
        return None
    rows = [row for row in gradebook.grades(path, [unit], student) if row.lesson == lesson]
    standing = _standing(found[0], rows, requests.told(course, student, unit, lesson))
    return render(json.loads(source.read_text(encoding="utf-8")), standing)


def _standing(
    notebook: gradebook.NotebookRow, rows: Sequence[gradebook.GradeRow], asked: Mapping[str, Sequence[Asked]]
) -> Standing:
    return Standing(
        student=notebook.student,
        lesson=notebook.lesson,
        score=notebook.score,
        max_score=notebook.max_score,
        late_penalty=notebook.late_penalty,
        cells={row.cell: (row.score, row.max_score) for row in rows},
        comments=notebook.comments,
        waiting=frozenset(row.cell for row in rows if row.waits),
        unit=notebook.unit,
        asked=asked,
    )
