"""The commands that the rooms of a class add to `workbook`."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console

from workbook.classroom.essays import command as essays
from workbook.classroom.oral import command as oral
from workbook.classroom.regrading import command as regrading
from workbook.classroom.similar import command as similar
from workbook.course import Course


def join(app: typer.Typer, the_course: Callable[[], Course], out: Console, err: Console) -> None:
    """Add them to *app*."""
    for room in (similar, essays, regrading):
        room.join(app, the_course, out)
    oral.join(app, the_course, out, err)
