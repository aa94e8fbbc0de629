"""The ``workbook`` command: parses and prints; no logic.

Exit codes: 0 all well, 1 points missing or submissions failed, 2 could not be done.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from workbook.course import Course, Unit
from workbook.errors import WorkbookError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__
)
out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)
_course: dict[str, Path | None] = {"root": None}

UnitNames = Annotated[
    list[str] | None, typer.Argument(metavar="[UNIT]...", show_default=False, help="All units if none is named.")
]


@app.callback()
def _options(
    course: Annotated[Path | None, typer.Option(help="The course's folder; else found from here.")] = None,
) -> None:
    _course["root"] = course


def the_course() -> Course:
    """The course that the command works on."""
    return Course.find(_course["root"])


def the_units(names: list[str] | None) -> list[Unit]:
    """The named units, or all."""
    course = the_course()
    return [course.unit(name) for name in names] if names else course.units


@app.command()
def build(
    units: UnitNames = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if text, source/ and release/ disagree.")
    ] = False,
) -> None:
    """Build source/ and release/ notebooks from the lessons' text."""
    from workbook.authoring import build as building

    problems: list[WorkbookError] = []
    for unit in the_units(units):
        try:
            if check:
                building.verify(unit)
            else:
                for path in building.build(unit):
                    out.print(
                        f"{'wrote' if path.exists() else 'removed'} {path.relative_to(unit.course.root)}", markup=False
                    )
        except WorkbookError as error:
            problems.append(error)
    for problem in problems:
        err.print(str(problem), markup=False)
    if problems:
        raise typer.Exit(2)


@app.command()
def bank(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    lesson: Annotated[str, typer.Option(help="Only this lesson.")] = "",
    answer: Annotated[str, typer.Option(help="Only this graded cell.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the generated instances.")] = 0,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what each wrong answer is told.")] = False,
) -> None:
    """Test the tests: grade the key, the stub and the answer bank of UNIT."""
    from workbook.authoring.proof import Prover, cases

    the_unit = the_course().unit(unit)
    prover = Prover(the_unit)
    wrong = count = 0
    for case in cases(the_unit, lesson, answer):
        verdict = prover.prove(case, seed)
        count, wrong = count + 1, wrong + (not verdict.ok)
        out.print(f"{'ok  ' if verdict.ok else 'WRONG'} {verdict.seconds:5.2f} s  {verdict.name}", markup=False)
        if verdict.problem or (verbose and verdict.told):
            out.print(_indent(verdict.problem or verdict.told), markup=False)
    out.print(f"{count - wrong} of {count} as they should be")
    if wrong:
        raise typer.Exit(1)


def _indent(text: str) -> str:
    return "\n".join(f"      {line}" for line in text.splitlines())


def main() -> None:
    """Run the command; an error of ours is one message and exit code 2."""
    try:
        app()
    except WorkbookError as error:
        err.print(str(error), markup=False)
        sys.exit(2)
