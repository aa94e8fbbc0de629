"""A check's result as the card below a cell shows it: each message taken apart into what is said of what."""

from __future__ import annotations

from typing import Any

_FIELDS = {"  expected: ": "expected", "  got:      ": "got", "  look at:  ": "look"}


def taken_apart(message: str) -> dict[str, str]:
    """``checked``, ``expected``, ``got`` and ``look`` of a check's message; a field that it has not is empty."""
    found = {"checked": "", "expected": "", "got": "", "look": ""}
    field, begun = "checked", False
    for line in message.splitlines():
        for mark, name in _FIELDS.items():
            if line.startswith(mark) and not found[name]:
                field, line, begun = name, line.removeprefix(mark), False
        found[field] += f"\n{line}" if begun else line
        begun = True
    return found


def card(exercise: dict[str, Any]) -> dict[str, Any]:
    """One exercise of a check as the card shows it. Without parts, its message is its only part's."""
    parts = [
        {"name": part["name"], "outcome": part["outcome"], **taken_apart("" if part["passed"] else part["message"])}
        for part in exercise["parts"]
    ]
    if exercise["message"] and all(part["outcome"] == "passed" for part in parts):
        parts.append({"name": "", "outcome": "failed", **taken_apart(exercise["message"])})
    return {**{name: value for name, value in exercise.items() if name != "message"}, "parts": parts}
