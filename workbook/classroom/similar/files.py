"""Write what was found: nothing of anybody else's is replaced."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from workbook.classroom.similar import page
from workbook.classroom.similar.compare import Comparison
from workbook.errors import CourseError, cannot_write
from workbook.files import read_regular, write_atomically


def write_page(found: Comparison, file: Path, names: Mapping[str, str]) -> None:
    """Write the page; it replaces an earlier one only. Raises CourseError otherwise."""
    if os.path.lexists(file):
        try:
            begin = read_regular(file, 1 << 30)[: len(page.BEGIN)]
        except OSError:
            begin = b"?"
        if begin and begin != page.BEGIN.encode():
            raise CourseError(f"{file} exists, and is no such page.", "Choose another name, or remove it first.")
    _write(file, page.page(found, names).encode())


def write_dolos(found: Comparison, folder: Path, names: Mapping[str, str]) -> list[Path]:
    """Write a zip for each exercise that two or more have answered; their paths. The folder must be new or empty."""
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} exists, and is no empty folder.", "Name a new one.")
    made = []
    for lesson, name in (exercise for exercise, answers in found.answers.items() if len(answers) > 1):
        made.append(folder / f"{lesson}-{name}.zip")
        _write(made[-1], page.dolos(found, (lesson, name), names))
    return made


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, data)
    except OSError as error:
        raise cannot_write(file, error) from error
