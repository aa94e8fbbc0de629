"""From what a tests cell did to points and a message: the only place where points are decided."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from workbook.grading.model import PartResult, TestResult
from workbook.grading.rebuild import Cell

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MAX_MESSAGE = 4000


@dataclass(frozen=True)
class Report:
    """What the test process says of one tests cell.

    ``score`` is the number that the cell's last line gave, or None. ``line`` counts from 1 in the master's text.
    """

    error: str = ""
    message: str = ""
    score: float | None = None
    parts: tuple[PartResult, ...] = ()
    line: int = 0
    broken: bool = False
    stopped: bool = False


def plain_text(text: str) -> str:
    """*text* without terminal colours and control characters, cut to a readable length."""
    text = _CONTROL.sub("", _ANSI.sub("", text))
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " …"


def judge(cell: Cell, report: Report) -> TestResult:
    """Points as nbgrader counts them: an error gives 0, a final number is partial credit, anything else is all.

    Unlike nbgrader, a negative number or NaN gives 0, and more than the maximum gives the maximum.
    """
    if report.stopped:
        return TestResult(cell.id, 0.0, cell.points, "stopped", plain_text(report.message), report.parts)
    if report.broken:
        return TestResult(cell.id, 0.0, cell.points, "broken", plain_text(report.message), report.parts)
    if report.error:
        return TestResult(cell.id, 0.0, cell.points, "failed", plain_text(_explain(cell, report)), report.parts)
    points = cell.points if report.score is None else clamp(report.score, cell.points)
    if points >= cell.points:
        return TestResult(cell.id, cell.points, cell.points, "passed", "", report.parts)
    lost = "\n".join(f"{part.name}: {part.message}" for part in report.parts if not part.passed)
    outcome = "partial" if points > 0 else "failed"
    return TestResult(cell.id, points, cell.points, outcome, plain_text(lost), report.parts)  # type: ignore[arg-type]


def clamp(score: float, most: float) -> float:
    """*score* within 0 and *most*; NaN is 0."""
    return 0.0 if math.isnan(score) else min(most, max(0.0, score))


def _explain(cell: Cell, report: Report) -> str:
    """The message of a failed cell, which quotes the line that failed only if students have that line."""
    if report.message:
        return report.message
    line = visible_line(cell, report.line)
    return f"This is not so: {line}" if line else "A hidden test of this cell failed."


def visible_line(cell: Cell, number: int) -> str:
    """Line *number* of the cell's full text if it is outside of the hidden regions, else nothing."""
    hidden = False
    for index, line in enumerate(cell.source.splitlines(), start=1):
        if "### BEGIN HIDDEN TESTS" in line:
            hidden = True
        if index == number:
            return "" if hidden else line.strip().removeprefix("assert ")
        if "### END HIDDEN TESTS" in line:
            hidden = False
    return ""


def number_of(value: Any) -> float | None:
    """The number that nbgrader would read off a cell's last value; None for anything that is no number."""
    kind = type(value)
    if kind is bool:
        return None
    if kind in (int, float) or (isinstance(value, float) and kind.__module__.startswith("workbook.check")):
        return float(value)
    if kind.__module__ == "numpy" and getattr(value, "shape", None) == () and kind.__name__ != "bool":
        try:
            return float(value)
        except (TypeError, ValueError):
            return None
    return None
