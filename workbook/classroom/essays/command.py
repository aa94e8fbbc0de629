"""``workbook comment``: parses and prints, like the commands of cli.py, which joins it to its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbook.course import Course, Unit
from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from workbook.classroom.essays.rubric import Essay


def join(line: typer.Typer, course: Callable[[], Course], out: Any) -> None:
    """Add the command to the command *line*."""

    @line.command()
    def comment(
        unit: Annotated[str, typer.Argument(metavar="UNIT")],
        essay: Annotated[str, typer.Argument(metavar="[ESSAY]", show_default=False)] = "",
        student: Annotated[str, typer.Argument(metavar="[STUDENT]", show_default=False)] = "",
        marks: Annotated[
            list[str] | None,
            typer.Argument(metavar="[ROW=POINTS[: TEXT] | ROW/NAME]...", show_default=False),
        ] = None,
        text: Annotated[str | None, typer.Option(help="A comment on the whole; replaces an earlier one.")] = None,
        points: Annotated[float | None, typer.Option(help="Of an essay without a rubric.")] = None,
        keep: Annotated[
            str, typer.Option(metavar="ROW/NAME=POINTS: TEXT", help="Put a comment into ESSAY's bank.")
        ] = "",
    ) -> None:
        """Grade essays by the rows of their rubrics, with comments from a bank; without marks, show what there is.

        A ROW is its number, its key or the beginning of one. The bank is instructor/comments/ESSAY.toml: [row.name] with text and points.
        """
        from workbook.classroom.essays import grading, rubric

        here = course().unit(unit)
        if not essay:
            for told in _overview(here):
                out.print(told, markup=False)
            return
        one = rubric.essay(here, essay)
        if keep:
            out.print(f"wrote {_keep(one, keep).relative_to(here.course.root)}", markup=False)
        if student and (marks or text is not None or points is not None):
            before, after = grading.grade(one, student, marks or (), text, points)
            if before.comment and before.comment != after.comment:
                out.print(f"Before:\n{before.comment}\n", markup=False)
            out.print(after.comment or f"{after.score:g} of {one.points:g} points", markup=False)
        elif student:
            out.print(grading.text_of(one, student), markup=False)
        elif not keep:
            for told in _shown(one):
                out.print(told, markup=False)


def _overview(unit: Unit) -> Iterator[str]:
    """A line for each essay of the unit."""
    from workbook.classroom.essays import bank, grading, rubric

    found = rubric.essays(unit)
    if not found:
        yield f"{unit.name} has no essays."
    for one in found:
        states = grading.states(one)
        waiting = sum(state.waits for state in states)
        rows = f"{len(one.rubric.rows)} rows" if one.rubric else "no rubric"
        yield f"{one.lesson} {one.cell}: {one.points:g} points, {rows}, {len(bank.bank(one))} comments; {waiting} of {len(states)} wait"
        for state in states:
            if state.disagrees:
                yield f"  {state.student}: the rows give {state.rows:g} points, the gradebook has {state.score:g}"


def _shown(essay: Essay) -> Iterator[str]:
    """The rubric with its bank, and who waits."""
    from workbook.classroom.essays import bank, grading

    known = bank.bank(essay)
    for number, row in enumerate(essay.rubric.rows if essay.rubric else (), 1):
        yield f"{number}  {row.key}"
        yield from (f"     {points}  {words}" for points, words in row.levels.items())
        for one in known.values():
            if one.row == row.key:
                yield f"     /{one.name}{'' if one.points is None else f' ({one.points})'}: {one.text}"
    if essay.rubric:
        yield f"Points: the sum{essay.rubric.formula}, at most {essay.points:g}."
    waiting = [state.student for state in grading.states(essay) if state.waits]
    yield f"{len(waiting)} wait{': ' if waiting else ''}{', '.join(waiting[:20])}{' …' if len(waiting) > 20 else ''}"


def _keep(essay: Essay, text: str) -> Any:
    from workbook.classroom.essays import bank, marks

    if essay.rubric is None:
        raise WorkbookError(f"{essay.name} has no rubric, so it has no bank.", "Write a rubric above it first.")
    name, equals, said = text.partition("=")
    key, slash, called = name.partition("/")
    if not (equals and slash):
        raise WorkbookError(f"'{text[:40]}' is no comment for the bank.", "Write ROW/NAME=POINTS: TEXT")
    row, points, words = marks.typed(essay.rubric, key, said)
    return bank.keep(essay, row, called.strip(), points, words)
