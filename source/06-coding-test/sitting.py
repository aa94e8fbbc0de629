"""The papers' times, for the kit: what a submission says about them, and the command that opens a paper."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import paper_report
from paper_times import Sitting, columns, load, name_in, paper_of, sitting
from papers import MINUTES, SAMPLE, is_sample
from workbook.course import Lesson
from workbook.errors import CourseError
from workbook.files import read_regular
from workbook.grading.door import clean_lines
from workbook.grading.rebuild import MAX_BYTES

COLUMNS = ("started", "minutes", "late", "to look at")
Claim = Mapping[str, Any]


def claim_of(taken: Sitting) -> dict[str, Any]:
    """A sitting as the kit keeps it."""
    late = {part: taken.flag(f"{part} · ") for part in MINUTES}
    return {
        **taken.to_dict(),
        "summary": f"{taken.summary()} A late part is marked; that alone costs no points.",
        "flags": {part: flag for part, flag in late.items() if flag},
        "columns": dict(zip(COLUMNS, columns(taken), strict=True)),
    }


def read(lesson: str, notebook: bytes, folder: Path, handed_in: datetime | None) -> Claim | None:
    """What the submission says about the times of a paper; None for a lesson that is none."""
    taken = sitting(lesson, notebook, folder, handed_in)
    return None if taken is None else claim_of(taken)


def compare(claims: Iterable[tuple[str, str, Claim]]) -> Iterator[tuple[str, str, Claim]]:
    """The claims of a class; those that were drawn from one name say so."""
    found = [(student, lesson, Sitting.from_dict(claim)) for student, lesson, claim in claims]
    sittings = [paper_report.Paper(student, lesson, taken) for student, lesson, taken in found if taken is not None]
    for paper in paper_report.with_shared_names(sittings):
        yield paper.student, paper.lesson, claim_of(paper.sitting)


def closed(lesson: str, folder: Path) -> str:
    """Why solutions and hidden tests of a paper are not told: its clock has not been stopped. Nothing if it has."""
    paper = paper_of(lesson)
    if paper is None:
        return ""
    times = load(paper, folder)
    if times is not None and times.finished is not None:
        return ""
    return (
        "The paper is not finished. Its last code cell stops the clock; then the solutions and hidden tests are told."
    )


def _named(lesson: Lesson) -> None:
    """Raise CourseError when a paper's name is still the sample's: its sheet is nobody's own, so nothing is told of it."""
    try:
        name = name_in(read_regular(lesson.work, MAX_BYTES))
    except OSError as error:
        raise CourseError(f"{lesson.work.name} can't be read: {error}") from None
    if is_sample(name):
        raise CourseError(
            f"{lesson.work.name} still has {SAMPLE!r} where your name belongs, so its sheet is the sample.",
            'Write your own in the cell at its top, student = "…", run the cells below it, and save.',
        )


def exam(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="[PAPER]", help="one or two")] = "one",
    report: Annotated[bool, typer.Option("--report", help="Points, times, lines, and what to repeat.")] = False,
    whole_class: Annotated[
        bool, typer.Option("--class", help="Times of the papers in submitted/, late parts.")
    ] = False,
) -> None:
    """Open a paper of the coding test with its clock; --report tells how it went. Further options go to JupyterLab."""
    course = context.obj
    if paper.startswith("-"):
        paper, context.args = "one", [paper, *context.args]
    if whole_class:
        for line in paper_report.of_class(course):
            typer.echo(clean_lines(line))
        return
    lesson = paper_report.paper_lesson(course, paper)
    if report:
        from workbook.grading import local

        local.copies([lesson.unit])
        _named(lesson)
        why = closed(lesson.name, lesson.work.parent)
        if why:
            raise CourseError(why, "Before, the report would give away what the paper asks.")
        checked = local.Checker(lambda text: typer.echo(text, err=True)).check(lesson)
        typer.echo(clean_lines(paper_report.report(lesson, checked)))
        if not checked.complete:
            raise typer.Exit(1)
        return
    from workbook import workspace

    workspace.take([lesson.unit])
    command = workspace.lab_command(course, None, [*paper_report.lab_options(lesson), *context.args])
    os.execve(command[0], command, workspace.lab_environment())
