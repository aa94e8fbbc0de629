"""The commands of the command line, and those that a course's units add to them."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from workbook.course import Course, Unit
from workbook.errors import NotACourse, WorkbookError

OPEN = {"allow_extra_args": True, "ignore_unknown_options": True}  # what a command doesn't know, another program does


class WithUnits(TyperGroup):
    """The kit's commands, and those that the course's units add."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names: the kit's in its order, then the units'."""
        own = super().list_commands(ctx)
        try:
            return [*own, *(word for word in _of_units(ctx) if word not in own)]
        except WorkbookError:  # help is to be had whatever is wrong with a unit; any command says what
            return own

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The kit's command of this name, else a unit's; a unit's module is imported for its own command only."""
        from workbook import hooks

        own = super().get_command(ctx, cmd_name)
        unit, name = _of_units(ctx).get(cmd_name, (None, "")) if own is None else (None, "")
        if unit is None:
            return own
        made = typer.Typer(add_completion=False, rich_markup_mode=None)
        made.command(name=cmd_name, context_settings=OPEN)(hooks.function(unit, name))
        ctx.obj = unit.course
        return typer.main.get_command(made)


def _of_units(context: Any) -> dict[str, tuple[Unit, str]]:
    """The commands that the course's units add; none outside of a course."""
    from workbook import hooks

    try:
        return {word: (unit, name) for word, unit, name in hooks.commands(Course.find(context.params.get("course")))}
    except NotACourse:
        return {}
