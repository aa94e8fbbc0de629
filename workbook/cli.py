"""The ``workbook`` command: parses and prints; no logic.

Exit codes: 0 all well, 1 points missing or submissions failed, 2 could not be done.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from workbook import __version__, here, printing
from workbook.classroom import rooms
from workbook.course import Course, Unit
from workbook.errors import WorkbookError, no_access
from workbook.grading.door import clean_lines
from workbook.service import commands
from workbook.unit_commands import OPEN, WithUnits

app = typer.Typer(
    cls=WithUnits,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=__doc__,
)
out = printing.PlainConsole(highlight=False, emoji=False, soft_wrap=True)
err = printing.PlainConsole(highlight=False, emoji=False, soft_wrap=True, stderr=True)
_course: dict[str, Path | None] = {"root": None}

UnitNames = Annotated[
    list[str] | None, typer.Argument(metavar="[UNIT]...", show_default=False, help="All units if none is named.")
]


def _tell_version(asked: bool) -> None:
    if asked:
        out.print(__version__, markup=False, highlight=False)
        raise typer.Exit


@app.callback()
def _options(
    course: Annotated[Path | None, typer.Option(help="The course's folder; else found from here.")] = None,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the workbook's version.")
    ] = False,
) -> None:
    _course["root"] = course


def the_course() -> Course:
    """The course that the command works on."""
    return Course.find(_course["root"]) if _course["root"] else here.course()


def the_units(names: list[str] | None) -> list[Unit]:
    """The named units, or all."""
    course = the_course()
    return [course.unit(name) for name in names] if names else course.units


@app.command()
def build(
    units: UnitNames = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if text and notebooks disagree.")] = False,
    prose: Annotated[bool, typer.Option("--prose", help="Write nothing; list what to look at in the prose.")] = False,
) -> None:
    """Build source/ and release/ notebooks from the lessons' text."""
    from workbook.authoring import build as building

    if prose:
        printing.prose(the_course(), the_units(units), out)
        return
    problems: list[WorkbookError] = []
    changed = 0
    for unit in the_units(units):
        try:
            if check:
                building.verify(unit)
            else:
                for path in building.build(unit):
                    done = "wrote" if path.exists() else "removed"
                    out.print(f"{done} {path.relative_to(unit.course.root)}", markup=False)
                    changed += 1
        except WorkbookError as error:
            problems.append(error)
    for problem in problems:
        err.print(str(problem), markup=False)
    if problems:
        raise typer.Exit(2)
    if not changed:
        out.print("source/ and release/ say what the texts say.")


@app.command()
def bank(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    lesson: Annotated[str, typer.Option(help="Only this lesson.")] = "",
    answer: Annotated[str, typer.Option(help="Only this graded cell.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the generated instances.")] = 0,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what each wrong answer is told.")] = False,
    fresh: Annotated[bool, typer.Option(help="Grade again also what has not changed.")] = False,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="Only print which wrong answer breaks which clause.")
    ] = False,
    mutants: Annotated[bool, typer.Option("--mutants", help="Edit each key by one step, and grade that.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Mutants that are graded at a time.")] = os.cpu_count() or 1,
) -> None:
    """Test the tests: grade the key, the stub and the answer bank of UNIT. What has not changed keeps its verdict."""
    the_unit = the_course().unit(unit)
    if mutants:
        raise typer.Exit(printing.mutants(the_unit, out, lesson, answer, seed, fresh, jobs))
    lacking = [] if answer else printing.clauses(the_unit, out if clauses else None, err, lesson)
    wrong = 0 if clauses else printing.bank(the_unit, out, lesson, answer, seed, fresh, verbose)
    if wrong or lacking:
        raise typer.Exit(1)


@app.command()
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[UNIT[/LESSON]]...", show_default=False, help="All if none is named.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again at each save, until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a lesson.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of the generated instances.")] = 0,
) -> None:
    """Check your own copies in work/ against all tests, hidden ones too; in a bundle, against the visible ones."""
    from workbook.grading import local
    from workbook.standing import RecordingChecker

    lessons, done = local.chosen(the_course(), names), []
    checker = RecordingChecker(the_course(), lambda text: err.print(text, markup=False), seed)
    try:
        for checked in local.watch(lessons, checker) if watch else map(checker.check, lessons):
            done.append(checked)
            told = json.dumps(checked.to_dict(), ensure_ascii=False) if as_json else printing.checked(checked)
            typer.echo(clean_lines(told)) if as_json else out.print(printing.coloured(told))
    except KeyboardInterrupt:
        return
    if not as_json and printing.total(done):
        out.print(printing.total(done), markup=False)
    if not all(checked.complete for checked in done):
        raise typer.Exit(1)


@app.command()
def collect(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    platform: Annotated[str, typer.Option("--from", help="canvas, moodle or plain; else told by the names.")] = "",
    roster: Annotated[Path | None, typer.Option(metavar="CSV", help="The class: who is meant by a name.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the zip's where no time tells which is newer; the other is kept.")
    ] = False,
) -> None:
    """Put what a learning platform delivers into submitted/."""
    from workbook.classroom.collect.taking import collect as take

    done = take(the_course(), file, unit, kind=platform, roster=roster, replace=replace)
    out.print(printing.collected(done), markup=False)
    for line in done.refused:
        err.print(f"refused: {line}", markup=False)
    if done.refused:
        raise typer.Exit(1)


@app.command()
def autograde(
    units: Annotated[list[str], typer.Argument(metavar="UNIT...")],
    student: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this student; may be repeated.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes; else one for each processor.")] = None,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="Work on this Dask cluster.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed, too.")] = False,
    seed: Annotated[
        str, typer.Option(metavar="N|final", help="Seed of the tests; final is drawn once. Else as the last time.")
    ] = "",
) -> None:
    """Grade what the class handed in: submitted/ → autograded/ and gradebook.db. A killed run is resumed."""
    from workbook.classroom import batch, workers

    crew = workers.dask_crew(scheduler) if scheduler else workers.local_crew(jobs)
    with printing.progress(err, "Grading") as progress:
        report = batch.autograde(
            the_course(), units, students=student or (), force=force, crew=crew, progress=progress, seed=seed or None
        )
    out.print(printing.batch(report), markup=False)
    for line in printing.problems(report):
        err.print(line, markup=False)
    raise typer.Exit(report.exit_code)


@app.command()
def feedback(
    units: Annotated[list[str], typer.Argument(metavar="UNIT...")],
    student: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this student; may be repeated.")] = None,
) -> None:
    """Write a feedback page for each graded notebook, without hidden tests."""
    from workbook.classroom.feedback import pages

    made = pages.generate(the_course(), units, student or ())
    out.print(f"wrote {len(made.written)} pages to feedback/")
    for name, lesson, reason in made.failed:
        err.print(f"{name}/{lesson}: {reason}", markup=False)
    raise typer.Exit(1 if made.failed else 0)


@app.command()
def report(
    units: UnitNames = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as one page, with pictures.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write every figure as CSV files.")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write every figure as JSON.")] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Hide the students' names.")] = False,
) -> None:
    """Print where the class stands, and what its answers tell about the tests; or write it as a page or as data."""
    from workbook.classroom import report as text
    from workbook.classroom.insight import analysis, files

    if html is None and csv is None and as_json is None:
        out.print(printing.report(text.report(the_course(), units or (), anonymous)), markup=False)
        return
    for path in files.write(analysis.insight(the_course(), units or (), anonymous), html, as_json, csv):
        out.print(f"wrote {path}", markup=False)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    form: Annotated[str, typer.Option("--for", help="canvas, moodle, csv or oneroster.")] = "csv",
    unit: Annotated[list[str] | None, typer.Option(help="Only this unit; may be repeated.")] = None,
    class_id: Annotated[str, typer.Option("--class", metavar="ID", help="OneRoster's id of the class.")] = "",
    period: Annotated[str, typer.Option(metavar="ID", help="OneRoster's id of the grading period.")] = "",
) -> None:
    """Write the grades to FILE for another system to import."""
    from workbook.classroom.export import export as write

    made = write(the_course(), file, form, unit or (), class_id=class_id, period=period)
    out.print(f"wrote the grades of {made.students} students to {file}", markup=False)
    if made.waiting:
        err.print(f"provisional: {made.waiting} essays are not graded yet, and count 0 points in it", markup=False)


@app.command()
def demo(
    unit: Annotated[str, typer.Argument(metavar="[UNIT]", show_default=False)] = "",
    students: Annotated[int, typer.Option(min=1, max=10_000, help="How many made-up students.")] = 12,
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes; else one for each processor.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Keep the demonstration here; else it is thrown away.")] = None,
) -> None:
    """Make a class out of the answer bank, and collect, grade, report, give feedback and export, in a scratch folder."""
    from workbook.classroom import demo as demonstration
    from workbook.classroom.workers import local_crew

    course = the_course()
    chosen = course.unit(unit) if unit else demonstration.default_unit(course)
    with printing.progress(err, "Grading") as progress, demonstration.scratch(folder) as place:
        made = demonstration.demo(course, chosen, place, students=students, crew=local_crew(jobs), progress=progress)
    out.print(printing.demo(made), markup=False)
    out.print(f"Everything is kept in {folder}." if folder else demonstration.THROWN, markup=False)


@app.command(name="import")
def import_(unit: Annotated[str, typer.Argument(metavar="UNIT")]) -> None:
    """Write back to the text what you changed in UNIT's source notebooks."""
    from workbook.authoring.importing import import_unit

    for path in (changed := import_unit(the_course().unit(unit))):
        _say("changed", path)
    if not changed:
        out.print("The text says the same as the notebooks already.")


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="UNIT[/LESSON]|course", help="07-my-topic, 07-my-topic/2-more, or the word course")
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", show_default=False, help="Where a new course begins.")
    ] = None,
) -> None:
    """Begin a new unit, lesson or course from a template that passes every test."""
    from workbook.authoring import new as making

    if (name == "course") != (folder is not None):
        raise WorkbookError("A new course needs a folder, and nothing else does.", "Run: workbook new course my-course")
    if folder is not None:
        out.print(f"wrote {len(making.new_course(folder))} files to {folder}", markup=False)
        out.print(f"Next: cd {folder}, read README.md there, then `workbook bank 01-first`.", markup=False)
        return
    for path in making.new(the_course(), name):
        _say("wrote", path)
    out.print(f"Next: edit the text, then `workbook build {name.partition('/')[0]}`.", markup=False)


@app.command(context_settings=OPEN)
def lab(
    context: typer.Context,
    unit: Annotated[str | None, typer.Argument(metavar="[UNIT]", show_default=False)] = None,
    instructor: Annotated[
        bool,
        typer.Option("--instructor", help="Open the whole course, with nbgrader's panels for authors and graders."),
    ] = False,
) -> None:
    """Open JupyterLab on your own copies in work/. Further options go to JupyterLab."""
    from workbook import workspace

    course, extra = the_course(), list(context.args)
    if unit is not None and unit.startswith("-"):
        extra, unit = [unit, *extra], None
    chosen = course.unit(unit) if unit else None
    for line in workspace.ready(course.units):
        out.print(line, markup=False)
    command = workspace.lab_command(course, chosen, extra, instructor)
    os.execve(command[0], command, workspace.lab_environment(instructor))


@app.command()
def reset(
    unit: Annotated[str, typer.Argument(metavar="UNIT[/LESSON]")],
) -> None:
    """Put the released files back; what you had is kept in work/backups/."""
    from workbook import standing, workspace

    the_unit, lessons = workspace.named(the_course(), unit)
    kept = workspace.reset(the_unit, lessons)
    standing.begun_anew(the_unit, lessons)
    out.print(f"{unit} is as released.", markup=False)
    if kept:
        _say("What you had is in", kept)
        out.print("An open tab shows the new text by itself; if it asks instead, choose Reload, not Overwrite.")


@app.command()
def key(unit: Annotated[str, typer.Argument(metavar="UNIT[/LESSON]")]) -> None:
    """Put the solution key beside your own notebooks, as key-LESSON.ipynb."""
    from workbook import workspace

    for path in workspace.key(*workspace.named(the_course(), unit)):
        _say("wrote", path)


@app.command()
def progress(
    seed: Annotated[int, typer.Option(help="Seed of the generated instances.")] = 0,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write your record of checks to FILE.")] = None,
) -> None:
    """Show the points of your own copies; only what has changed is checked again."""
    from workbook import standing
    from workbook.grading.local import Checker

    if csv is not None:
        out.print(f"wrote {standing.export(the_course(), csv)} lines to {csv}", markup=False)
        return
    with printing.progress(err, "Checking") as shown:
        found = standing.standings(the_course(), Checker(lambda text: err.print(text, markup=False), seed), seed, shown)
    out.print(printing.standing(found), markup=False)


@app.command()
def bundle(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write one zip for students: released notebooks and the package, no solutions, no hidden tests."""
    from workbook import workspace

    out.print(f"wrote {workspace.bundle(the_course(), file)} files to {file}", markup=False)


def _say(what: str, path: Path) -> None:
    out.print(f"{what} {path.relative_to(the_course().root)}", markup=False)


commands.join(app, the_course, out, err)
rooms.join(app, the_course, out, err)


def main() -> None:
    """Run the command; an error of ours is one message and exit code 2."""
    for stream in (sys.stdout, sys.stderr):  # what a terminal has no letter for ends no run
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except WorkbookError as error:
        err.print(str(error), markup=False)
        sys.exit(2)
    except BrokenPipeError:  # whoever read what we print has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:  # a folder where a file should be, a file where a folder, no rights, no room
        err.print(str(no_access(error)), markup=False)
        sys.exit(2)
