"""The class service's commands: they parse and print, like those of cli.py, which joins them to its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from workbook.course import Course

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@dataclass
class _Shell:
    """What the command line gives: the course that is worked on, and where to print."""

    course: Callable[[], Course] = Course.find
    out: Any = None
    err: Any = None

    def say(self, text: str) -> None:
        """Print *text* as it is."""
        self.out.print(text, markup=False)


shell = _Shell()


def join(line: typer.Typer, course: Callable[[], Course], out: Any, err: Any) -> None:
    """Add these commands to the command *line*."""
    shell.course, shell.out, shell.err = course, out, err
    line.registered_commands += app.registered_commands
    line.registered_groups += app.registered_groups


@app.command()
def dates() -> None:
    """Print when each unit opens, is due and closes, how often it may be handed in, and who has other dates."""
    from workbook.classroom import dates as reading
    from workbook.service import telling

    course = shell.course()
    shell.say(telling.dates(course, reading.load(course)))


@app.command()
def extend(
    student: Annotated[str, typer.Argument(metavar="STUDENT")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    until: Annotated[str, typer.Option(help='A time in the course\'s zone: "2026-12-24 18:00", or a date.')],
) -> None:
    """Give STUDENT a later date for UNIT; it is written into course.toml."""
    from workbook.classroom import dates as reading
    from workbook.classroom.extending import extend as write

    rules, before = write(shell.course(), student, unit, until)
    was = f" (it was {reading.told(before)})" if before else ""
    until = reading.told(rules.due or rules.closes or reading.now())
    shell.say(f"{student} may hand in {unit} in time until {until}{was}.")
    submitted = shell.course().submitted
    if submitted.is_dir() and any(submitted.iterdir()) and not (submitted / student).is_dir():
        shell.say(f"Nobody called {student} has handed in anything yet: is that the name that the hub knows?")


@app.command()
def serve(
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes; else one for each processor.")] = None,
) -> None:
    """Run the class service; JupyterHub starts it. docs/class.md tells how."""
    from workbook.service.serving import serve as run

    run(shell.course(), jobs)


@app.command()
def submit(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    wait: Annotated[float, typer.Option(help="Seconds to wait for the grade.")] = 60.0,
) -> None:
    """Hand in your own copies of UNIT to your class's service; you get a receipt, and points as your course allows."""
    from workbook.service import client, telling

    course, line = shell.course(), client.Client()
    receipt, kept = client.submit(course, unit, line)
    shell.say(telling.receipt(receipt, kept))
    if wait > 0:
        found = client.graded(line, receipt["unit"], receipt["number"], wait)
        shell.say(telling.grades(found, receipt["number"]))


@app.command()
def regrade(
    lesson: Annotated[str, typer.Argument(metavar="UNIT/LESSON")],
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="A name on your feedback page, or D18, say.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be looked at again, and why.")],
    file: Annotated[bool, typer.Option("--file", help="Write a file, also where there is a class service.")] = False,
) -> None:
    """Ask for another look at a grade: your class's service, or, without one, in a file to be handed in beside your notebooks."""
    from workbook import asking
    from workbook.classroom.regrading.command import lesson_of
    from workbook.service import client

    course = shell.course()
    the_lesson = lesson_of(course, lesson)
    if file or not client.there():
        path = asking.ask(the_lesson, exercise, text)
        shell.say(f"wrote {path.relative_to(course.root)}: hand it in with your notebooks")
        return
    shell.say(client.ask_again(client.Client(), the_lesson, exercise, text))


@app.command()
def receipt(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Check a receipt: is it genuine, has the service the submission, are your files still those that you handed in."""
    from workbook.service import client, receipts
    from workbook.service.desk import Desk

    course, found = shell.course(), receipts.read_file(file)
    said = client.Client().ask("receipts/check", found)["said"] if course.bundle else Desk(course).check(found)
    shell.say(f"Number {found['number']}, {found['student']}, {found['unit']}, {found['received']}.\n{said}")
    for name, state in receipts.changed_since(found, course.unit(found["unit"]).work).items():
        shell.say(f"  {name}: yours is {state}")


hub = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="A JupyterHub for a class.")
app.add_typer(hub, name="hub")


@hub.command(name="demo")
def hub_demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Of this machine alone.")] = 8000,
    folder: Annotated[Path | None, typer.Option(help="Keep the class here; else it is thrown away.")] = None,
) -> None:
    """Start a real JupyterHub on this machine, with three students, an instructor and the class service."""
    from workbook.service.hub import demo

    demo(shell.course(), port, folder, shell.say)
