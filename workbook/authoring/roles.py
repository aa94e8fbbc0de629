"""The roles of cells, and the nbgrader metadata that each one stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCHEMA_VERSION = 3


@dataclass(frozen=True)
class Role:
    """A cell's part in grading, named after nbgrader's own cell types."""

    name: str
    grade: bool
    solution: bool
    locked: bool
    kinds: tuple[str, ...]

    @property
    def graded(self) -> bool:
        """Whether the cell carries points."""
        return self.grade

    def metadata(self, grade_id: str, points: float | None, kind: str) -> dict[str, Any]:
        """nbgrader's cell metadata, schema 3."""
        entry: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": grade_id,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": False,
            "cell_type": kind,
        }
        if self.grade:
            entry["points"] = points
        return dict(sorted(entry.items()))


ROLES = {
    role.name: role
    for role in (
        Role("read-only", grade=False, solution=False, locked=True, kinds=("code", "markdown")),
        Role("answer", grade=False, solution=True, locked=False, kinds=("code",)),
        Role("tests", grade=True, solution=False, locked=True, kinds=("code",)),
        Role("essay", grade=True, solution=True, locked=False, kinds=("markdown",)),
    )
}


def role_of(metadata: dict[str, Any]) -> Role | None:
    """The role that nbgrader metadata stands for, or None for a plain cell."""
    entry = metadata.get("nbgrader")
    if not entry:
        return None
    flags = (bool(entry.get("grade")), bool(entry.get("solution")))
    if flags == (False, False) and not entry.get("locked"):
        return None
    return next(role for role in ROLES.values() if (role.grade, role.solution) == flags)
