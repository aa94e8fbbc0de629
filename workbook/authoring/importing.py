"""Writing back to the text what an instructor changed in a source notebook, in JupyterLab's Create Assignment panel."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from workbook.authoring.build import write
from workbook.authoring.roles import role_of
from workbook.authoring.text import MARKER, parse
from workbook.course import Lesson, Unit
from workbook.errors import CourseError, TextErrors


@dataclass(frozen=True)
class _Piece:
    """A cell as far as the text knows it. Two pieces are the same cell when all of this agrees."""

    kind: str
    source: str
    role: str
    grade_id: str
    points: float | None


def import_unit(unit: Unit) -> list[Path]:
    """Bring the text of every lesson up to date with its source notebook; the texts that changed.

    Unchanged cells keep their text to the byte. Raises TextErrors, and writes nothing, when the result has mistakes.
    """
    texts = {lesson.text: merged(lesson) for lesson in unit.lessons if lesson.source.is_file()}
    changed = {path: text for path, text in texts.items() if path.read_text(encoding="utf-8") != text}
    mistakes = [mistake for path, text in changed.items() for mistake in parse(path, text)[1]]
    if mistakes:
        raise TextErrors(mistakes)
    for path, text in changed.items():
        write(path, text.encode("utf-8"))
    return sorted(changed)


def merged(lesson: Lesson) -> str:
    """The lesson's text with the cells of its source notebook."""
    text = lesson.text.read_text(encoding="utf-8")
    head, blocks = _blocks(text)
    known = [
        _Piece(c.kind, c.source, c.role.name if c.role else "", c.grade_id, c.points)
        for c in parse(lesson.text, text)[0].cells
    ]
    wanted = [_piece(cell) for cell in _read(lesson.source)]
    kept: list[str] = []
    for verb, i1, i2, j1, j2 in difflib.SequenceMatcher(None, known, wanted, autojunk=False).get_opcodes():
        # The last block of a text may lack the blank line that a cell after it needs.
        same = [block.rstrip("\n") + "\n\n" if not block.endswith("\n\n") else block for block in blocks[i1:i2]]
        kept += same if verb == "equal" else [_write(piece) for piece in wanted[j1:j2]]
    return head + "".join(kept).rstrip("\n") + "\n"


def _blocks(text: str) -> tuple[str, list[str]]:
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if MARKER.match(line)]
    ends = [*starts[1:], len(lines)]
    return "".join(lines[: starts[0]]) if starts else text, [
        "".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)
    ]


def _read(path: Path) -> list[Any]:
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (ValueError, json.JSONDecodeError) as error:
        raise CourseError(f"{path.name} is not a notebook: {error}") from None
    return list(notebook.cells)


def _piece(cell: Any) -> _Piece:
    role = role_of(cell.metadata)
    entry = cell.metadata.get("nbgrader", {})
    points = entry.get("points") if role and role.graded else None
    return _Piece(
        cell.cell_type, cell.source, role.name if role else "", str(entry.get("grade_id", "")) if role else "", points
    )


def _write(piece: _Piece) -> str:
    marker = "# %%" + (" [markdown]" if piece.kind == "markdown" else "")
    if piece.role:
        marker += f' role="{piece.role}" id="{piece.grade_id}"'
    if piece.points is not None:
        marker += f" points={piece.points:g}"
    lines = piece.source.split("\n")
    if piece.kind == "markdown":
        lines = [f"# {line}".rstrip() for line in lines]
    return "\n".join([marker, *lines]) + "\n\n"
