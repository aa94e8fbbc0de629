"""A check's result as the card below a cell shows it: each message taken apart into what is said of what."""

from __future__ import annotations

from typing import Any

from workbook.check.card import taken_apart


def card(exercise: dict[str, Any]) -> dict[str, Any]:
    """One exercise of a check as the card shows it. Without parts, its message is its only part's."""
    parts = [
        {"name": part["name"], "outcome": part["outcome"], **taken_apart("" if part["passed"] else part["message"])}
        for part in exercise["parts"]
    ]
    if exercise["message"] and all(part["outcome"] == "passed" for part in parts):
        parts.append({"name": "", "outcome": "failed", **taken_apart(exercise["message"])})
    return {**{name: value for name, value in exercise.items() if name != "message"}, "parts": parts}
