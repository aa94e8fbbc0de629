"""The report as one HTML page: nothing outside of it, no scripts, every name escaped."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbook.classroom.insight import draw
from workbook.classroom.insight.analysis import need
from workbook.classroom.insight.measures import METHODS, Measured
from workbook.classroom.insight.model import Exercise, Insight, Mistake
from workbook.grading.door import printable

BEGIN = "<!DOCTYPE html>\n<!-- workbook report -->\n"
"""How a report's page begins, so that no other file is taken for one."""
_SHORT = 20
_HERE = Path(__file__).parent


def number(found: Measured, form: str = ".2f") -> str:
    """A figure with its bounds; a dash for none."""
    if found.value is None:
        return "–"
    bounds = "" if found.low is None or found.high is None else f" [{found.low:{form}}, {found.high:{form}}]"
    return f"{found.value:{form}}{bounds}".replace("-", "−")


def duration(seconds: float | None) -> str:
    """``45 s``, ``12 min``, ``3.5 h``, ``2.1 days``."""
    if seconds is None:
        return "–"
    for size, unit, most in ((1, "s", 90), (60, "min", 90 * 60), (3600, "h", 36 * 3600)):
        if seconds < most:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 86400:.3g} days"


def points(value: float) -> str:
    """``3`` for 3.0, ``2.5`` for 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@functools.cache
def _environment() -> Environment:
    # The loader's folder holds our templates only; what is put into them is escaped.
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, undefined=StrictUndefined,
    )  # fmt: skip
    made.filters |= {
        "number": number, "percent": draw.percent, "duration": duration, "points": points, "shown": printable,
    }  # fmt: skip
    made.globals |= {"draw": draw, "need": need, "whys": whys, "recorded": recorded, "mistakes": mistakes, "keep": keep}
    return made


def whys(exercises: list[Exercise]) -> list[tuple[str, str]]:
    """Why exercises have no discrimination, or no bounds: ``(cell, sentence)``."""
    return [(f"{one.lesson}: {one.cell}", one.discrimination.why) for one in exercises if one.discrimination.why]


def mistakes(exercises: list[Exercise]) -> list[tuple[Exercise, Mistake]]:
    """All misconceptions of a unit, those of most students first."""
    found = [(one, mistake) for one in exercises for mistake in one.mistakes]
    return sorted(found, key=lambda pair: (-pair[1].count, pair[0].lesson, pair[0].cell, pair[1].name))


def recorded(exercises: list[Exercise]) -> list[Exercise]:
    """The exercises of which somebody's first and last try are known."""
    return [one for one in exercises if one.tries.first.value is not None]


def keep(rows: list[Any]) -> str:
    """The class of a table that is printed on one page: a short one, which has room on any."""
    return " keep" if len(rows) <= _SHORT else ""


def page(known: Insight) -> str:
    """The whole page."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()  # of the one style that may apply
    template = _environment().get_template("page.html.j2")
    return BEGIN + template.render(known=known, style=Markup(style), style_hash=style_hash, methods=METHODS)
