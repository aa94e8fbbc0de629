"""What a lesson asks for, in order: each tests cell with its exercise's title and the answers that it tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbook.grading.model import Notebook
from workbook.grading.rebuild import heading_of, kind_of


@dataclass(frozen=True)
class Task:
    """One tests cell: what a student is given points for."""

    id: str
    """The tests cell's grade id."""
    title: str
    points: float
    answers: tuple[str, ...]
    """Grade ids of the answer cells that it tests: those since the last tests cell, or that one's where there are none."""


def tasks(notebook: Notebook) -> tuple[Task, ...]:
    """The tasks of a master's notebook, of the source or of the release."""
    found: list[Task] = []
    title, tested = "", False
    answers: list[str] = []
    for cell in notebook["cells"]:
        title = heading_of(cell) or title
        kind = kind_of(cell)
        if kind == "answer":
            answers = [*([] if tested else answers), _name(cell)]
            tested = False
        elif kind == "tests":
            points = float(cell["metadata"]["nbgrader"].get("points") or 0)
            found.append(Task(_name(cell), title or _name(cell), points, tuple(answers)))
            tested = True
    return tuple(found)


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"]["nbgrader"]["grade_id"])
