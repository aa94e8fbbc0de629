"""A lesson's master copy, read from the course folder, and a digest of all that its grades depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import workbook
from workbook.course import SEEN_BY_CELLS, Lesson, Unit, files_below, own_python
from workbook.errors import CourseError
from workbook.grading.model import VERSION, Limits, Master, Notebook
from workbook.grading.rebuild import text_of


def load_master(lesson: Lesson) -> Master:
    """The master copy of *lesson*. Raises CourseError when it isn't built or unit.toml names an unknown limit."""
    try:
        limits = Limits.from_mapping(lesson.unit.settings.get("limits", {}))
    except TypeError as error:
        raise CourseError(f"{lesson.unit.name}/instructor/unit.toml, [limits]: {error}") from None
    return Master(
        unit=lesson.unit.name,
        lesson=lesson.name,
        source=_read(lesson.source, lesson.unit),
        release=_read(lesson.release, lesson.unit),
        files=lesson.unit.source,
        preload=lesson.unit.preload,
        limits=limits,
        hidden=lesson.unit.hidden,
    )


def load_masters(unit: Unit) -> dict[str, Master]:
    """All master copies of *unit* by lesson."""
    return {lesson.name: load_master(lesson) for lesson in unit.lessons}


def _read(path: Path, unit: Unit) -> Notebook:
    try:
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = text_of(cell)  # on disk a list of lines
    except FileNotFoundError:
        raise CourseError(f"{unit.name}/{path.name} isn't built.", f"Run: workbook build {unit.name}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{path} is not a notebook: {error}", f"Run: workbook build {unit.name}") from None
    return notebook


def digest(master: Master, seed: int = 0) -> str:
    """A hash of everything but the submission that a grade depends on: cells, data, limits, grader, seed."""
    facts = [workbook.__version__, VERSION, master.source, master.release, master.preload, asdict(master.limits), seed]
    total = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for path in _files(master):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(master: Master) -> Iterator[Path]:
    if master.files is not None:
        for name in SEEN_BY_CELLS:
            yield from sorted(path for path in (master.files / name).rglob("*") if path.is_file())
        yield from own_python(master.files)
    if master.hidden is not None:
        yield from files_below(master.hidden)
