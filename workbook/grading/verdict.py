"""From what a tests cell did to points and a message: the only place where points are decided.

Why nothing but a test that ran to its end can give a point:

1. ``judge`` gives points to one kind of report only, that whose ``ended`` is "finished". A report says "broken" unless
   whoever makes it says otherwise, and ``read`` makes a broken one of whatever it can't read.
2. Only ``TestSide._finished`` says "finished": when IPython tells of no error, none was shown, and each of the cell's
   statements, of which there are some, has been counted at its end (``CellShell.run_code``). Nothing is concluded from an
   error's name or text. (``kernel.py`` says it too, where there is no sandbox: from the outputs, as stock nbgrader does.)
3. A part passes at one place, in ``Parts._settle``, once its block has come to its end and all its comparisons have.
4. A score is a ``Score`` of parts that this cell has begun, or a number that the cell's own last line calculates.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, get_args

from workbook.grading.model import PartOutcome, PartResult, TestResult
from workbook.grading.rebuild import Cell

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MAX_MESSAGE = 4000
MAX_PARTS = 200
MAX_NAME = 200
AT_FAULT = "The test itself is at fault."

Ending = Literal["finished", "failed", "stopped", "broken"]
"""``failed``: by what the answer did. ``stopped``: it was too much, or ended. ``broken``: the test is at fault."""


@dataclass(frozen=True)
class Report:
    """What the test process says of one tests cell.

    ``score`` is the number that the cell's last line gave, or None. ``line`` counts from 1 in the master's text.
    """

    ended: Ending = "broken"
    message: str = ""
    score: float | None = None
    parts: tuple[PartResult, ...] = ()
    line: int = 0


def read(sent: Any) -> Report:
    """The report that the test process has sent, if each of its fields is what it should be; else a broken one."""
    try:
        fields = dict(sent)
        parts = tuple(_part(part) for part in fields.pop("parts"))
        report = Report(**fields, parts=parts)
    except (TypeError, ValueError, KeyError) as error:
        return Report(message=f"{AT_FAULT} Its process sent no report ({type(error).__name__}).")
    sound = (
        report.ended in get_args(Ending)
        and type(report.message) is str
        and (report.score is None or type(report.score) is float)
        and type(report.line) is int
        and len(parts) <= MAX_PARTS
    )
    return report if sound else Report(message=f"{AT_FAULT} Its process sent an odd report.")


def _part(sent: dict[str, Any]) -> PartResult:
    part = PartResult(**sent)
    if type(part.name) is not str or type(part.message) is not str or part.outcome not in get_args(PartOutcome):
        raise TypeError
    if type(part.weight) is not float or not 0 < part.weight < math.inf:
        raise ValueError
    return PartResult(plain_text(part.name)[:MAX_NAME], part.weight, part.outcome, plain_text(part.message))


def plain_text(text: str) -> str:
    """*text* without terminal colours and control characters, cut to a readable length."""
    text = _CONTROL.sub("", _ANSI.sub("", text))
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " …"


def judge(cell: Cell, report: Report) -> TestResult:
    """Points for a test that finished, as nbgrader counts them: a final number is partial credit, anything else is all.

    Every other report gives 0. Unlike nbgrader, a negative number or NaN gives 0, and more than the maximum the maximum.
    """
    if report.ended == "finished":
        return _earned(cell, report)
    message, outcome = report.message, report.ended
    if outcome == "failed":
        message = _explain(cell, report)
        outcome = "broken" if any(part.outcome == "broken" for part in report.parts) else outcome
    elif not message:
        message = AT_FAULT if outcome == "broken" else "stopped"
    return TestResult(cell.id, 0.0, cell.points, outcome, plain_text(message), report.parts)


def _earned(cell: Cell, report: Report) -> TestResult:
    """Points of a test that ran to its end."""
    points = cell.points if report.score is None else clamp(report.score, cell.points)
    lost = [part for part in report.parts if not part.passed]
    if lost and points >= cell.points:
        message = f"{AT_FAULT} It gives all points, and yet parts are lost: {', '.join(part.name for part in lost)}"
        return TestResult(cell.id, 0.0, cell.points, "broken", plain_text(message), report.parts)
    told = plain_text("\n".join(f"{part.name}: {part.message}" for part in lost))
    if any(part.outcome == "broken" for part in lost):
        return TestResult(cell.id, points, cell.points, "broken", told, report.parts)
    if points >= cell.points:
        return TestResult(cell.id, cell.points, cell.points, "passed", "", report.parts)
    return TestResult(cell.id, points, cell.points, "partial" if points > 0 else "failed", told, report.parts)


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
    if kind in (int, float):
        return _float(value)
    if kind.__module__ == "numpy" and getattr(value, "shape", None) == () and kind.__name__ != "bool":
        return _float(value)
    return None


def _float(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_taken(line: ast.stmt, names: Collection[str]) -> bool:
    """Whether a cell's last line only takes a value from one of *names*: ``x``, ``x[0]``, ``x.y``, ``f(3)``, ``-x``."""
    value: ast.AST | None = line.value if isinstance(line, ast.Expr) else None
    while isinstance(value, ast.Call | ast.Attribute | ast.Subscript | ast.UnaryOp | ast.Await | ast.NamedExpr):
        match value:
            case ast.Call():
                value = value.func
            case ast.UnaryOp():
                value = value.operand
            case _:
                value = value.value
    return isinstance(value, ast.Name) and value.id in names
