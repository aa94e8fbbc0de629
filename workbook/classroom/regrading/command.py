"""``workbook requests`` and ``answer``: parse and print, like the commands of cli.py, which joins them to its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbook.course import Course, Lesson
from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from workbook.classroom.regrading.requests import Request


def join(line: typer.Typer, course: Callable[[], Course], out: Any) -> None:
    """Add the commands to the command *line*."""

    @line.command()
    def requests(
        units: Annotated[
            list[str] | None,
            typer.Argument(metavar="[UNIT]...", show_default=False, help="All units if none is named."),
        ] = None,
        everything: Annotated[bool, typer.Option("--all", help="Those that were answered, too.")] = False,
    ) -> None:
        """List the students' requests for another look that wait for an answer."""
        from workbook.classroom.regrading import requests as asked

        here, waiting = course(), 0
        for unit in [here.unit(name) for name in units] if units else here.units:
            found, notes = asked.gather(here, unit.name)
            for one in found:
                waiting += one.open
                for told in _shown(one) if one.open or everything else ():
                    out.print(told, markup=False)
            for note in notes:
                out.print(f"note: {note}", markup=False)
        out.print(f"{waiting} requests wait for an answer" if waiting else "No request waits for an answer.")

    @line.command()
    def answer(
        student: Annotated[str, typer.Argument(metavar="STUDENT")],
        lesson: Annotated[str, typer.Argument(metavar="UNIT/LESSON")],
        exercise: Annotated[str, typer.Argument(metavar="EXERCISE")],
        text: Annotated[str, typer.Argument(metavar="TEXT")],
        points: Annotated[float | None, typer.Option(help="What the exercise gets now; else its points stay.")] = None,
        replace: Annotated[bool, typer.Option("--replace", help="Answer anew what was answered.")] = False,
    ) -> None:
        """Answer a student's request; the answer stands on the next feedback page."""
        from workbook import asking
        from workbook.classroom.gradebook.write import Place
        from workbook.classroom.regrading import requests as asked

        the_lesson = lesson_of(course(), lesson)
        cell = asking.named(the_lesson, exercise).cell
        place = Place(student, the_lesson.unit.name, the_lesson.name, cell)
        for told in _shown(asked.answer(course(), place, text, points, anew=replace)):
            out.print(told, markup=False)


def lesson_of(course: Course, name: str) -> Lesson:
    """The lesson that ``UNIT/LESSON`` names. Raises WorkbookError for anything else."""
    unit, slash, lesson = name.strip("/").rpartition("/")
    if not slash:
        raise WorkbookError(f"'{name}' names no lesson.", "Write UNIT/LESSON.")
    return course.unit(unit).lesson(lesson)


def _shown(request: Request) -> Iterator[str]:
    place = request.place
    yield f"{place.student} {place.unit}/{place.lesson} {place.cell}"
    for one in request.asked:
        yield f"  {one.when[:10]} asked: {one.text}".replace("\n", "\n    ")
        if one.answered:
            changed = "" if one.points is None else f", {one.points:g} points"
            yield f"  {one.answered[:10]} answered{changed}: {one.answer}".replace("\n", "\n    ")
