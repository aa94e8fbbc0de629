"""``workbook similar``: parses and prints, like the commands of cli.py, which joins it to its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from workbook.course import Course


def join(line: typer.Typer, course: Callable[[], Course], out: Any) -> None:
    """Add the command to the command *line*."""

    @line.command()
    def similar(
        unit: Annotated[str, typer.Argument(metavar="UNIT")],
        html: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Write the pairs side by side, as a page.")
        ] = None,
        dolos: Annotated[
            Path | None, typer.Option(metavar="FOLDER", help="Write each exercise as a zip that Dolos reads.")
        ] = None,
        least: Annotated[float | None, typer.Option(min=0, help="Bits from which on a pair is shown.")] = None,
        anonymous: Annotated[bool, typer.Option("--anonymous", help="Hide the students' names on the page.")] = False,
    ) -> None:
        """Print pairs of students whose answers of UNIT are more alike than chance: worth a look, never a verdict."""
        from workbook.classroom.report import aliases
        from workbook.classroom.similar import compare, files
        from workbook.classroom.similar.pairs import LEAST_BITS

        here = course()
        found = compare.compare(here, here.unit(unit), LEAST_BITS if least is None else least)
        names = aliases(found.students) if anonymous else {name: name for name in found.students}
        if html is not None:
            files.write_page(found, html, names)
        made = files.write_dolos(found, dolos, names) if dolos is not None else []
        for note in () if anonymous else found.notes:
            out.print(note, markup=False)
        for pair in found.pairs:
            first = found.posed[pair.matches[0].exercise].title
            more = f" and {len(pair.matches) - 1} more" if len(pair.matches) > 1 else ""
            one, other = (names[name] for name in pair.students)
            out.print(f"{one} and {other}: {pair.bits:.0f} bits, {first}{more}", markup=False)
        worth = f"{len(found.pairs)} pairs of {len(found.students)} students worth a look; no verdict."
        out.print(worth if found.pairs else "No pair is more alike than chance.", markup=False)
        for path in ([html] if html else []) + made:
            out.print(f"wrote {path}", markup=False)
