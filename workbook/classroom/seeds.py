"""The seed of a class's tests: a number, or the final one, which is drawn once a unit and shown to nobody.

Both are kept in ``.workbook/seeds/``, readable for the course's owner alone, so that the formgrader's button and a run
without ``--seed`` grade with what was chosen last.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.course import Course
from workbook.errors import CourseError
from workbook.files import write_atomically

FINAL = "final"
MOST = 2**63 - 1


@dataclass(frozen=True)
class Seed:
    """What a unit is graded with. ``final``: it is the drawn one."""

    number: int
    final: bool = False


def chosen(course: Course, unit: str) -> Seed:
    """The seed that was last chosen for *unit*; 0 if none was. Raises CourseError when its file is damaged."""
    kept = _read(course, unit)
    return Seed(kept["seed"], kept["seed"] == kept.get(FINAL))


def choose(course: Course, unit: str, wanted: str | int | None) -> Seed:
    """Choose *wanted* for *unit* from now on: a number, ``final``, or None for what was chosen last.

    Raises CourseError for anything else, and when the choice can't be kept.
    """
    if wanted is None:
        return chosen(course, unit)
    kept = _read(course, unit)
    drawn = secrets.randbits(62) + 2**62  # nobody can try them all
    number = kept.setdefault(FINAL, drawn) if wanted == FINAL else _number(wanted)
    kept["seed"] = number
    if kept != _read(course, unit):
        _write(course, unit, kept)
    return Seed(number, number == kept.get(FINAL))


def _number(text: str | int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= MOST:
        raise CourseError(f"'{text}' is no seed.", f"Give a whole number from 0 to {MOST}, or: --seed {FINAL}")
    return number


def _file(course: Course, unit: str) -> Path:
    return course.private / "seeds" / f"{unit}.json"


def _read(course: Course, unit: str) -> dict[str, Any]:
    path = _file(course, unit)
    try:
        with open(path, encoding="utf-8") as stream:
            if stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
                os.fchmod(stream.fileno(), 0o600)
            kept = json.load(stream)
        if not all(type(kept[name]) is int and 0 <= kept[name] <= MOST for name in {"seed", *kept}):
            raise ValueError("it holds no seeds")
    except FileNotFoundError:
        return {"seed": 0}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"The unit's seed in {path} can't be read: {error}.",
            "Put back a copy. If there is none, remove the file: a new final seed is drawn, and the class graded again.",
        ) from error
    return dict(kept)


def _write(course: Course, unit: str, kept: dict[str, Any]) -> None:
    path = _file(course, unit)
    try:
        write_atomically(path, json.dumps(kept), mode=0o600)
    except OSError as error:
        raise CourseError(
            f"The seed can't be kept in {path}: {error.strerror}.", "Make the folder writable."
        ) from error
