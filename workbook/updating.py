"""Copies in work/ follow the course: when a lesson was released anew, the student's texts move into it.

What was taken is kept in ``.workbook/taken/``, so that it can be told from what the student wrote. The old file goes to
``work/backups/`` first. A copy that is no notebook, or whose release of then is not known, is left alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from workbook.authoring.notebooks import to_bytes
from workbook.course import Unit, released
from workbook.files import write_atomically
from workbook.grading.rebuild import text_of
from workbook.merge import merge


def remember(unit: Unit, source: Path) -> None:
    """Keep the released file *source* as what the student's copy began from."""
    target = _taken(unit, source)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _taken(unit: Unit, source: Path) -> Path:
    return unit.course.private / "taken" / unit.name / source.relative_to(unit.release)


def update(units: Iterable[Unit], now: datetime | None = None) -> Iterator[str]:
    """Bring every copy to the release of now; a line for each that has changed."""
    stamp = f"{now or datetime.now():%Y-%m-%d-%H%M%S}"
    for unit in units:
        for source in released(unit) if unit.release.is_dir() else ():
            own, base = unit.work / source.relative_to(unit.release), _taken(unit, source)
            if not own.is_file():
                continue
            if own.read_bytes() == source.read_bytes():
                if not base.is_file() or base.read_bytes() != source.read_bytes():
                    remember(unit, source)
            elif base.is_file() and base.read_bytes() != source.read_bytes():
                yield from _file(unit, source, own, base, stamp)


def _file(unit: Unit, source: Path, own: Path, base: Path, stamp: str) -> Iterator[str]:
    """Bring one copy, whose release has changed since it was taken, to the release of now."""
    name = f"{unit.name}/{own.relative_to(unit.work).as_posix()}"
    backup = unit.course.backups / f"{unit.name}-{stamp}" / own.relative_to(unit.work)
    unplaced: tuple[str, ...] = ()
    if own.read_bytes() == base.read_bytes():
        content = source.read_bytes()
    elif own.suffix != ".ipynb":
        yield f"{name} has changed in the course; yours stays. The new one is {source.relative_to(unit.course.root)}."
        remember(unit, source)
        return
    else:
        try:
            merged = merge(_read(base), _read(own), _read(source))
            content, unplaced = to_bytes(_notebook(merged.notebook)), merged.unplaced
        except Exception as error:  # noqa: BLE001  (whatever a student's file holds: it stays as it is)
            yield f"{name} has changed in the course; yours can't be brought to it ({type(error).__name__}) and stays."
            return
    if own.read_bytes() != base.read_bytes():
        backup.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(own, backup)
    write_atomically(own, content)
    remember(unit, source)
    kept = f"; yours of before is in {backup.relative_to(unit.course.root)}" if backup.is_file() else ""
    yield f"{name} is the course's new one, with what you wrote{kept}." if kept else f"{name} is the course's new one."
    if unplaced:
        yield f"  Exercises that are gone: {', '.join(unplaced)}. Your answers stand in cells of their own."


def _read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = text_of(cell)
    return notebook


def _notebook(merged: dict[str, Any]) -> Any:
    import nbformat

    return nbformat.from_dict(merged)
