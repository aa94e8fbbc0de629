"""What a unit adds to the kit: functions of its own Python that its unit.toml names as ``module:function``.

``[submission]``: what the kit does with more than the notebooks that a student hands in.

- ``reader = "sitting:read"`` gets ``(lesson, notebook, folder, handed_in)``, the lesson's name, the notebook's bytes, the submission's
  folder and when it was handed in, if that is known, and gives a *claim*: a mapping of plain data, or None. What it reads is the
  student's; a claim changes no points. The kit keeps it with the graded notebook and understands three of its names:
  ``summary`` (a note on the feedback page), ``flags`` (words beside an exercise's title, by what stands before " · " in it)
  and ``columns`` (of ``workbook report``, by their headings).
- ``compare = "sitting:compare"`` gets all claims of a class as ``(student, lesson, claim)`` and gives them back, with what only their
  comparison shows.
- ``closed = "sitting:closed"`` gets ``(lesson, folder)``, the lesson's name and the folder with a student's own copy, and gives
  the reason why nothing of its solutions and hidden tests is told now, as one sentence, or nothing.
- ``files = { "1-paper" = ["times.json"] }``: what lies beside a lesson's notebook and is put away with it by ``workbook reset``.

``[command_line]``: ``exam = "sitting:exam"`` adds a command to ``workbook``, a function with typer's annotations. Its context's ``obj`` is the course.
"""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workbook.course import Course, Unit
from workbook.errors import CourseError
from workbook.own_python import importable

KEY = "claim"
"""Of the graded notebook's metadata, below "workbook"."""
MOST_BYTES = 100_000
"""Of a claim, as JSON."""
Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Claimed:
    """What one student's submission of a lesson claims."""

    student: str
    lesson: str
    claim: Claim


def function(unit: Unit, name: str) -> Callable[..., Any]:
    """The unit's function called ``module:function``, which sees the unit's own Python when it is called.

    Raises CourseError when there is none.
    """
    module, _, attribute = str(name).partition(":")
    try:
        with importable(unit):
            found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise CourseError(
            f"{unit.name}: unit.toml names {name!r}, which can't be had: {error}", "Name it as module:function."
        ) from error

    @functools.wraps(found)
    def called(*arguments: Any, **keywords: Any) -> Any:
        with importable(unit):
            return found(*arguments, **keywords)

    return called


def _table(unit: Unit, name: str) -> Mapping[str, Any]:
    found = unit.settings.get(name, {})
    if not isinstance(found, Mapping):
        raise CourseError(f"{unit.name}: in unit.toml, {name} must be a table.", f"Write: [{name}]")
    return found


def _of_submission(unit: Unit, name: str) -> Any:
    return _table(unit, "submission").get(name)


def closed(unit: Unit, lesson: str, folder: Path) -> str:
    """Why nothing of the lesson's solutions and hidden tests is told now, such as a running clock; nothing if all is.

    Raises CourseError when the unit's function fails: what can't be asked is not told.
    """
    name = _of_submission(unit, "closed")
    if name is None:
        return ""
    try:
        return str(function(unit, name)(lesson, folder) or "")
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(f"{unit.name}: {name} fails: {type(error).__name__}: {error}") from error


def has_reader(unit: Unit) -> bool:
    """Whether submissions of the unit may claim something."""
    return _of_submission(unit, "reader") is not None


def read(unit: Unit, lesson: str, notebook: bytes, folder: Path, handed_in: datetime | None = None) -> Claim | None:
    """What the submission in *folder* claims about *lesson*; None where the unit has no reader, or nothing is claimed.

    Raises CourseError when the unit's reader is at fault: it raises something, or gives something else than a claim.
    """
    reader = _of_submission(unit, "reader")
    if reader is None:
        return None
    try:
        found = function(unit, reader)(lesson, notebook, folder, handed_in)
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(f"{unit.name}: the reader {reader} fails: {type(error).__name__}: {error}") from error
    return None if found is None else checked(found, f"{unit.name}: what the reader {reader} gives")


def checked(claim: Any, what: str) -> Claim:
    """*claim* as plain data. Raises CourseError for what is no mapping, can't be written as JSON, or is too big."""
    try:
        text = json.dumps(claim, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise CourseError(f"{what} is no plain data: {error}") from error
    plain = json.loads(text)
    if not isinstance(plain, dict) or len(text) > MOST_BYTES:
        raise CourseError(f"{what} is no mapping of at most {MOST_BYTES // 1000} KB.")
    return plain


def kept(found: Any) -> Claim | None:
    """The claim in a graded notebook's metadata below "workbook"; None for anything else."""
    claim = found.get(KEY) if isinstance(found, Mapping) else None
    return claim if isinstance(claim, Mapping) else None


def texts(claim: Claim, name: str) -> dict[str, str]:
    """The mapping of texts that a claim has under *name*; empty for anything else."""
    found = claim.get(name)
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def compared(unit: Unit, claims: Sequence[Claimed]) -> list[Claimed]:
    """*claims* of one unit's class, with what their comparison shows."""
    name = _of_submission(unit, "compare")
    if name is None or not claims:
        return list(claims)
    made = function(unit, name)([(one.student, one.lesson, one.claim) for one in claims])
    return [
        Claimed(student, lesson, checked(claim, f"{unit.name}: what {name} gives")) for student, lesson, claim in made
    ]


def files_beside(unit: Unit, lesson: str) -> list[str]:
    """Names of the files that belong to a lesson's notebook and lie beside it."""
    files = _of_submission(unit, "files")
    named = files.get(lesson, []) if isinstance(files, Mapping) else []
    if not isinstance(files or {}, Mapping) or not isinstance(named, list):
        raise CourseError(f"{unit.name}: in unit.toml, [submission.files] gives each lesson a list of names.")
    return [name for name in named if isinstance(name, str) and Path(name).name == name]


def commands(course: Course) -> Iterator[tuple[str, Unit, str]]:
    """The commands that units add: the word, the unit, and the function's name."""
    for unit in course.units:
        for word, name in _table(unit, "command_line").items():
            yield word, unit, str(name)
