"""The bank of comments of an essay: ``instructor/comments/<cell>.toml`` of its unit, which nobody is given.

::

    [evidence.no-interval]      # the rubric's row, and a name
    points = 1                  # what the row gets with it, unless the grader says otherwise; may be left out
    text = "The interval of the gain is missing."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from workbook.classroom.essays.rubric import Essay, Row, essays
from workbook.course import Unit
from workbook.errors import CourseError, WorkbookError, cannot_write
from workbook.files import write_atomically

MOST_TEXT = 2_000  # characters of one comment
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Remark:
    """A comment of the bank, on one row."""

    row: str
    name: str
    text: str
    points: int | None = None


def file_of(essay: Essay) -> Path:
    """Where the essay's bank lies."""
    return essay.unit.instructor / "comments" / f"{essay.cell}.toml"


def bank(essay: Essay) -> dict[str, Remark]:
    """The bank by ``row/name``; empty if there is none. Raises CourseError with what is wrong in the file."""
    path = file_of(essay)
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:  # of TOML, of UTF-8
        raise _mistake(essay, str(error)) from None
    if essay.rubric is None:
        raise _mistake(essay, "the essay has no rubric")
    rows = {row.key: row for row in essay.rubric.rows}
    made = {}
    for key, remarks in found.items():
        if key not in rows:
            raise _mistake(essay, f"the rubric has no row '{key}'; it has {', '.join(rows)}")
        if not isinstance(remarks, dict):
            raise _mistake(essay, f"write [{key}.NAME]")
        for name, values in remarks.items():
            made[f"{key}/{name}"] = _remark(essay, rows[key], name, values)
    return made


def _remark(essay: Essay, row: Row, name: str, values: Any) -> Remark:
    where = f"[{row.key}.{name}]"
    if not _NAME.fullmatch(name):
        raise _mistake(essay, f"{where}: a name is small letters and digits, joined by hyphens")
    if not isinstance(values, Mapping) or values.keys() - {"points", "text"}:
        raise _mistake(essay, f"{where} has text and points, and nothing else")
    text, points = values.get("text"), values.get("points")
    if not isinstance(text, str) or not text.strip() or len(text) > MOST_TEXT:
        raise _mistake(essay, f"{where}: text is missing, or longer than {MOST_TEXT} characters")
    if points is not None and (type(points) is not int or points not in row.levels):
        raise _mistake(essay, f"{where}: points must be one of {', '.join(map(str, row.levels))}")
    return Remark(row.key, name, one_line(text), points)


def _mistake(essay: Essay, what: str) -> CourseError:
    path = file_of(essay).relative_to(essay.unit.course.root)
    return CourseError(f"{path}: {what}.", "Mend it; `workbook comment --help` says how a comment is kept.")


def one_line(text: str) -> str:
    """*text* as one line: a comment on a row is one item of a list."""
    return " ".join(text.split())


def keep(essay: Essay, row: Row, name: str, points: int | None, text: str) -> Path:
    """Add a comment to the bank; what stands in the file stays. Raises WorkbookError when its name is taken."""
    known, path = bank(essay), file_of(essay)
    if f"{row.key}/{name}" in known:
        raise WorkbookError(
            f"The bank has a comment {row.key}/{name} already.", f"Choose another name, or edit {path}."
        )
    values = {"text": text} if points is None else {"points": points, "text": text}
    _remark(essay, row, name, values)
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        place = document.setdefault(row.key, tomlkit.table(is_super_table=True))
        place[name] = tomlkit.item(values)
        made = tomlkit.dumps(document)
        tomllib.loads(made)  # what could not be read again is not written
        write_atomically(path, made)
    except (TOMLKitError, ValueError) as error:
        raise _mistake(essay, str(error)) from None
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def for_page(unit: Unit, lesson: str) -> list[dict[str, Any]]:
    """The rubrics of a lesson with their banks, as plain data for the formgrader's page."""
    found = []
    for one in essays(unit, lesson):
        if one.rubric is None:
            continue
        remarks = bank(one).values()
        rows = [
            {
                "title": row.title,
                "most": row.most,
                "levels": [[points, words] for points, words in row.levels.items()],
                "remarks": [
                    {"name": each.name, "points": each.points, "text": each.text}
                    for each in remarks
                    if each.row == row.key
                ],
            }
            for row in one.rubric.rows
        ]
        rule = {"times": one.rubric.times, "by": one.rubric.by, "half": one.rubric.half, "formula": one.rubric.formula}
        found.append({"cell": one.cell, "points": one.points, "rows": rows, **rule})
    return found
