"""``workbook oral``: parses and prints, like the commands of cli.py, which joins it to its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from workbook.course import Course
from workbook.errors import WorkbookError


def join(line: typer.Typer, course: Callable[[], Course], out: Any, err: Any) -> None:
    """Add the command to the command *line*."""

    @line.command()
    def oral(
        unit: Annotated[str, typer.Argument(metavar="UNIT")],
        student: Annotated[str, typer.Argument(metavar="[STUDENT]", show_default=False)] = "",
        questions: Annotated[int, typer.Option(min=1, max=40, help="How many on each sheet.")] = 5,
        seed: Annotated[int, typer.Option(help="Another seed, other questions.")] = 0,
        folder: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write here instead of oral/.")] = None,
        jobs: Annotated[
            int | None, typer.Option(min=1, help="Students at a time; else one for each processor.")
        ] = None,
        practice: Annotated[bool, typer.Option("--practice", help="One sheet, on your own work in work/.")] = False,
    ) -> None:
        """Write questions on each student's own code of UNIT, answered by running it: for a talk, and to practise on."""
        from workbook.classroom.oral import course as making

        here = course()
        the_unit = here.unit(unit)
        if practice:
            if student or folder is not None:
                raise WorkbookError(
                    "--practice is for your own work/, and nobody else's.", f"Run: workbook oral {unit} --practice"
                )
            made = making.for_oneself(the_unit, most=questions, seed=seed)
            if not made.questions:
                err.print("No answer of yours has earned points yet that a question can be made of.", markup=False)
            out.print(f"wrote {made.questions} questions to {made.files[0].relative_to(here.root)}", markup=False)
            raise typer.Exit(0 if made.questions else 1)
        failed = False
        for made in making.for_class(here, the_unit, student, folder, most=questions, seed=seed, jobs=jobs):
            failed = failed or bool(made.problem)
            if made.problem:
                err.print(f"{made.student}: {made.problem}", markup=False)
            if made.files:
                why = (
                    ""
                    if made.questions
                    else " (nothing that is code earned points, or nothing in it can be asked about)"
                )
                out.print(f"{made.student}: {made.questions} questions{why}, {made.files[0].parent}", markup=False)
        raise typer.Exit(1 if failed else 0)
