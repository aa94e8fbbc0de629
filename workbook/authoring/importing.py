"""Writing back to the text what an instructor changed in a source notebook, in JupyterLab's Create Assignment panel."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat

from workbook.authoring.notebooks import GOES_ON, goes_on
from workbook.authoring.roles import role_of
from workbook.authoring.text import MARKER, Cell, characters, parse
from workbook.course import Lesson, Unit
from workbook.errors import CourseError, TextErrors
from workbook.files import write_atomically

_SAID = {"nbgrader", "tags"}
_STATE = {"collapsed", "scrolled", "trusted", "execution", "jupyter", "ExecuteTime"}


@dataclass(frozen=True)
class _Piece:
    """A cell as far as the text knows it. Two pieces are the same cell when all of this agrees."""

    kind: str
    source: str
    role: str
    grade_id: str
    points: float | None
    tags: tuple[str, ...] = ()


def import_unit(unit: Unit) -> list[Path]:
    """Bring the text of every lesson up to date with its source notebook; the texts that changed.

    Unchanged cells keep their text to the byte. Raises TextErrors, and writes nothing, when the result has mistakes,
    CourseError when a cell holds what a text can't say.
    """
    texts = {lesson.text: merged(lesson) for lesson in unit.lessons if lesson.source.is_file()}
    changed = {path: text for path, text in texts.items() if characters(path) != text}
    mistakes = [mistake for path, text in changed.items() for mistake in parse(path, text)[1]]
    if mistakes:
        raise TextErrors(mistakes)
    for lesson in unit.lessons:
        if lesson.text in changed:
            _same(lesson, changed[lesson.text])
    for path, text in changed.items():
        write_atomically(path, text)
    return sorted(changed)


def _same(lesson: Lesson, text: str) -> None:
    """Raise CourseError unless *text* says every cell of the source notebook, and nothing else."""
    said = [_of_text(cell) for cell in parse(lesson.text, text)[0].cells]
    wanted = [_piece(cell) for cell in _read(lesson.source)]
    for number, (one, other) in enumerate(zip_longest(said, wanted), start=1):
        if one != other:
            raise CourseError(
                f"{lesson.source.name}, cell {number}: a text can't say this cell as it is. Lines that begin with "
                "'# %' are read as markers and magics there.",
                f"Write it in {lesson.text.name} itself; nothing was changed.",
            )


def merged(lesson: Lesson) -> str:
    """The lesson's text with the cells of its source notebook."""
    text = characters(lesson.text)
    head, blocks = _blocks(text)
    known = [_of_text(cell) for cell in parse(lesson.text, text)[0].cells]
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
        nbformat.validate(notebook)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError, nbformat.ValidationError) as error:
        told = str(error).partition("\n")[0]
        raise CourseError(f"{path.name} is not a notebook: {told}", f"Run: workbook build {path.parent.name}") from None
    for number, cell in enumerate(notebook.cells, start=1):
        lost = _unsaid(cell)
        if lost:
            raise CourseError(
                f"{path.name}, cell {number} holds {lost}, which a text can't say; nothing was changed.",
                "Take it out of the notebook, or put it into a file of the unit.",
            )
    return list(notebook.cells)


def _unsaid(cell: Any) -> str:
    """What of *cell* would be lost in a text, in words; nothing if all can be said. A window's state is nothing to say."""
    if cell.get("attachments"):
        return "attachments"
    if cell.metadata.get("nbgrader", {}).get("task"):
        return "a task with points (nbgrader's 'manually graded task')"
    for name, value in cell.metadata.items():
        if name not in _SAID and name not in _STATE and value not in (True, None, {}, {"slide_type": ""}):
            return f"metadata '{name}'"
    return ""


def _piece(cell: Any) -> _Piece:
    role = role_of(cell.metadata)
    entry = cell.metadata.get("nbgrader", {})
    points = entry.get("points") if role and role.graded else None
    name = str(entry.get("grade_id", "")) if role else ""
    implied = {GOES_ON} if goes_on(cell) else set()
    tags = tuple(tag for tag in map(str, cell.metadata.get("tags", ())) if tag not in implied)
    return _Piece(cell.cell_type, _plain(cell.source), role.name if role else "", name, points, tags)


def _of_text(cell: Cell) -> _Piece:
    role = cell.role.name if cell.role else ""
    return _Piece(cell.kind, _plain(cell.source), role, cell.grade_id, cell.points, cell.tags)


def _plain(source: str) -> str:
    """*source* without what neither a reader nor Python sees: empty lines at its ends, blanks in empty lines."""
    return "\n".join(line if line.strip() else "" for line in source.split("\n")).strip("\n")


def _write(piece: _Piece) -> str:
    marker = "# %%" if piece.kind == "code" else f"# %% [{piece.kind}]"
    if piece.role:
        marker += f' role="{piece.role}" id="{piece.grade_id}"'
    if piece.points is not None:
        marker += f" points={int(piece.points) if piece.points == int(piece.points) else piece.points!r}"
    if piece.tags:
        marker += f" tags={json.dumps(piece.tags)}"
    lines = piece.source.split("\n")
    if piece.kind != "code":
        lines = [f"# {line}" if line else "#" for line in lines]
    return "\n".join([marker, *lines]) + "\n\n"
