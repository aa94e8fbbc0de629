"""From a lesson's text to its source notebook, and notebooks as bytes."""

from __future__ import annotations

import ast
import hashlib
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from workbook.authoring.roles import role_of
from workbook.authoring.text import Cell, LessonText
from workbook.check.cells import tree_of

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


GOES_ON = "raises-exception"
"""Jupyter's own tag of cells that may fail without stopping those after them."""
_MAKE = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}


def source_notebook(lesson: LessonText) -> NotebookNode:
    """The notebook with solutions and hidden tests. Cell ids are grade ids, or hashes of the cell's text."""
    notebook: NotebookNode = v4.new_notebook()
    notebook.metadata.update(
        kernelspec=dict(KERNEL), language_info={"name": "python"}, workbook=_about(lesson.header, lesson.title)
    )
    taken: set[str] = {cell.grade_id for cell in lesson.cells if cell.grade_id}
    for cell in lesson.cells:
        notebook.cells.append(_notebook_cell(cell, taken))
    return notebook


def _about(header: dict[str, Any], title: str) -> dict[str, Any]:
    return dict(sorted({**header, "title": title}.items()))


def _notebook_cell(cell: Cell, taken: set[str]) -> NotebookNode:
    made: NotebookNode = _MAKE[cell.kind](cell.source, id=cell.grade_id or _hash_id(cell.source, taken))
    if cell.role:
        made.metadata["nbgrader"] = cell.role.metadata(cell.grade_id, cell.points, cell.kind)
    tags = [*([GOES_ON] if goes_on(made) else []), *cell.tags]
    if tags:
        made.metadata["tags"] = list(dict.fromkeys(tags))
    if cell.kind == "code" and cell.role is None and _only_asks(cell.source):
        made.metadata["jupyter"] = {"source_hidden": True}  # it names the right answer
    return made


def _only_asks(source: str) -> bool:
    """Whether a cell is one question to the reader: imports, and a call of ``quiz`` at its end."""
    tree = tree_of(source) if "quiz(" in source else None
    match tree.body if tree is not None else ():
        case [*before, ast.Expr(value=ast.Call(func=ast.Name(id="quiz")))]:
            return all(isinstance(node, ast.Import | ast.ImportFrom) for node in before)
    return False


def goes_on(cell: NotebookNode) -> bool:
    """Whether *Run All* goes on past the cell when it fails: answers that aren't written yet, and their tests."""
    role = role_of(cell.metadata)
    return cell.cell_type == "code" and role is not None and (role.solution or role.grade)


def _hash_id(source: str, taken: set[str]) -> str:
    for again in range(1000):
        found = hashlib.sha256(f"{source}\0{again}".encode()).hexdigest()[:12]
        if found not in taken:
            taken.add(found)
            return found
    raise ValueError("a thousand cells with the same text")


def to_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as it is written to disk: the same bytes for the same notebook."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode("utf-8")
