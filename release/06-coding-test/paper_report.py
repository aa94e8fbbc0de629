"""Opening a paper, the report at its end, and what a class handed in."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from paper_times import Sitting, columns, load, minutes, paper_of, sitting, stamp
from papers import MINUTES
from workbook.check.rules.source import logical_lines
from workbook.course import Course, Lesson, Unit
from workbook.errors import CourseError
from workbook.files import read_regular
from workbook.grading.rebuild import MAX_BYTES

if TYPE_CHECKING:
    from workbook.grading.local import Checked

UNIT = Path(__file__).resolve().parent.name
PASS_TOTAL, PASS_PART, MUST_PASS = 70, 0.6, ("A", "B", "D")
REPEAT = {
    "A": ("03-pytorch", "5-preprocessing"),
    "B": ("03-pytorch", "2-layers"),
    "C": ("03-pytorch", "4-training"),
    "D": ("03-pytorch", "6-detection"),
    "E": ("03-pytorch", "2-layers"),
}


@dataclass(frozen=True)
class Paper:
    """A timed paper that a student handed in: what it says about its times, and what doesn't fit."""

    student: str
    lesson: str
    sitting: Sitting


@dataclass(frozen=True)
class Row:
    """One part of a paper: points, time, length, and what it lost."""

    part: str
    title: str
    points: float
    max_points: float
    seconds: float | None
    late: bool
    lines: int | None
    lost: tuple[str, ...]


def paper_lesson(course: Course, paper: str) -> Lesson:
    """The lesson that is *paper* (``one``, or ``1-paper-one``); raises CourseError when there is none."""
    unit: Unit = course.unit(UNIT)
    papers = [(lesson, name) for lesson in unit.lessons if (name := paper_of(lesson.name))]
    for lesson, name in papers:
        if paper in (lesson.name, name):
            return lesson
    names = ", ".join(name for _, name in papers)
    raise CourseError(f"There is no paper {paper!r}.", f"There are: {names}.")


def lab_options(lesson: Lesson) -> list[str]:
    """What JupyterLab is told so that it opens *lesson*."""
    return [f"--LabApp.default_url=/lab/tree/{lesson.unit.name}/{lesson.name}.ipynb"]


def rows(lesson: Lesson, checked: Checked) -> list[Row]:
    """The parts of a paper that was checked, with times from beside the notebook."""
    times = load(lesson.name.rpartition("-")[2], lesson.unit.work)
    now = (times.finished if times else None) or time.time()
    lines = answer_lines(lesson)
    made = []
    for exercise in checked.exercises:
        part, test = exercise.title[:1], exercise.test
        lost = told_once([(entry.name, entry.message) for entry in test.parts if not entry.passed])
        if not lost and test.points < test.max_points:
            lost = [test.message]
        made.append(
            Row(
                part,
                exercise.title,
                test.points,
                test.max_points,
                times.seconds(part, now) if times else None,
                bool(times and part in times.late(now)),
                lines.get(test.id.removesuffix("-tests")),
                tuple(lost),
            )
        )
    return made


def told_once(parts: list[tuple[str, str]]) -> list[str]:
    """``name: message`` of each lost part; parts with the same message are told together."""
    names: dict[str, list[str]] = {}
    for name, message in parts:
        names.setdefault(message, []).append(name)
    return [
        message if message.startswith(same[0]) else f"{'; '.join(same)}: {message}" for message, same in names.items()
    ]


def answer_lines(lesson: Lesson) -> dict[str, int]:
    """The logical lines of each answer cell of the copy in work/; cells that aren't Python are left out."""
    found = {}
    try:
        cells = json.loads(lesson.work.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{lesson.work.name} can't be read: {error}") from None
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("solution") and cell.get("cell_type") == "code":
            try:
                found[marks["grade_id"]] = logical_lines("".join(cell["source"]))
            except (SyntaxError, ValueError):
                continue
    return found


def report(lesson: Lesson, checked: Checked) -> str:
    """The report at the end: points, time and lines of each part, whether it is a pass, and what to repeat."""
    if checked.result is None:
        return f"{lesson.name}: {checked.problem}"
    table = rows(lesson, checked)
    text = ["part                                      points     time  lines"]
    for row in table:
        points = f"{row.points:g} of {row.max_points:g}"
        taken = "-" if row.seconds is None else minutes(row.seconds)
        count = "-" if row.lines is None else str(row.lines)
        late = f"  late: more than {MINUTES[row.part]} minutes" if row.late else ""
        text.append(f"{row.title[:36]:36} {points:>11} {taken:>8} {count:>6}{late}")
    text += ["", *clock_says(lesson), verdict(table)]
    for row in table:
        if row.lost:
            unit, name = REPEAT[row.part]
            text += ["", f"{row.part} lost {row.max_points - row.points:g}. Repeat {unit}, lesson {name}."]
            text += [f"  {line}" for lost in row.lost for line in lost.splitlines()]
    return "\n".join(text)


def clock_says(lesson: Lesson) -> list[str]:
    """Start and finish, or that there is none, as lines."""
    times = load(lesson.name.rpartition("-")[2], lesson.unit.work)
    if times is None:
        return ["The clock was not started, so no time is known."]
    if times.finished is None:
        return [f"Started {stamp(times.started)}. The clock still runs: the last code cell of the paper stops it."]
    over = times.finished - times.started - 60 * sum(MINUTES.values())
    late = f", {minutes(over)} late" if over > 0 else ""
    whole = minutes(times.finished - times.started)
    return [f"Started {stamp(times.started)}, finished {stamp(times.finished)}: {whole} of 90:00{late}."]


def verdict(table: list[Row]) -> str:
    """Passed or not, by the automatic points; an essay that nobody has read is said."""
    total = sum(row.points for row in table)
    weak = [row.part for row in table if row.part in MUST_PASS and row.points < PASS_PART * row.max_points]
    most = sum(row.max_points for row in table)
    said = f"{total:g} of {most:g} automatic points; the paragraph of part E is graded by hand."
    if weak:
        return f"{said} Not passed yet: {', '.join(weak)} below 60 %."
    if total >= PASS_TOTAL:
        return f"{said} Passed."
    return f"{said} Not passed yet: below {PASS_TOTAL} points."


def of_class(course: Course) -> Iterator[str]:
    """For each paper handed in, a line: when it was taken, which parts were late, and what doesn't fit together."""
    papers = []
    for path in sorted(course.submitted.glob(f"*/{UNIT}/*.ipynb")):
        if paper_of(path.stem) and not path.parent.is_symlink() and not path.parent.parent.is_symlink():
            try:
                made = sitting(path.stem, read_regular(path, MAX_BYTES), path.parent)
            except OSError:  # a link, a pipe, or too big: autograde says so
                made = Sitting(paper_of(path.stem) or "", None)
            if made is not None:
                papers.append(Paper(path.parent.parent.name, path.stem, made))
    for paper in with_shared_names(papers):
        started, length, late, doubts = columns(paper.sitting)
        said = f"{paper.student}, paper {paper.sitting.paper}: "
        if paper.sitting.times is None:
            yield said + "no times were handed in"
            continue
        said += f"{started}, {length} minutes"
        said += f"; late: {late}" if late != "-" else ""
        yield said + (f"; {doubts}" if doubts != "-" else "")


def with_shared_names(papers: Sequence[Paper]) -> Iterator[Paper]:
    """*papers*, with a doubt on each that was drawn from the name of another student's."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for paper in papers:
        owners[paper.lesson, _plain(paper.sitting.name)].append(paper.student)
    for paper in papers:
        others = [name for name in owners[paper.lesson, _plain(paper.sitting.name)] if name != paper.student]
        if others and paper.sitting.name:
            doubt = f"drawn from the same name as that of {', '.join(others)}"
            paper = replace(paper, sitting=replace(paper.sitting, doubts=(*paper.sitting.doubts, doubt)))
        yield paper


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
