"""Where a student is in the course, as a table: what ``%progress`` shows."""

from __future__ import annotations

from typing import Any

from workbook.check.card import Plain

_SIGNS = {"new": "○", "tried": "◐", "solved": "✓"}


def standing_card(course: dict[str, Any]) -> Plain:
    """The answer of ``GET course`` (docs/jupyter-api.md) in a few lines: a row for each unit, and what is next."""
    rows = [
        (f"{_SIGNS[unit['state']]} {unit['title']}", f"{unit['points']:g}", f"{unit['max_points']:g}")
        for unit in course["units"]
    ]
    rows.append(("all units", f"{course['points']:g}", f"{course['max_points']:g}"))
    following = course["next"]
    said = (
        f"Next: {following['title']}, in {following['unit']}/{following['lesson']}."
        if following
        else "Nothing is left."
    )
    seen = "" if course["hidden"] else "\nBy the visible tests; the hidden ones are with your instructor."
    return Plain(f"{said}{seen}", ("unit", "points", "of"), tuple(rows))
