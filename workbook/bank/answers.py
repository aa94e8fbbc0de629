"""The answer bank: right answers that must pass and wrong ones that must fail, put in the place of the key's."""

from __future__ import annotations

import ast
import functools
import re
from dataclasses import dataclass

from nbformat import NotebookNode

from workbook.authoring.text import characters
from workbook.bank.slices import made_by, with_text
from workbook.course import Answer
from workbook.errors import CourseError

_LOSES = re.compile(r'^\s*(?:#|--|//|<!--)\s*loses\s+([a-z0-9-]+)(?:\s+in\s+"([^"]+)")?\s*:\s*(.*)$')
_PHRASE = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Claim:
    """What a wrong answer says of itself: the tests cell that loses points, and words of its message.

    ``part``: which part of the cell to try first, and alone; it spares those that take long before it.
    """

    tests: str
    phrases: tuple[str, ...]
    part: str = ""


def claim(answer: Answer) -> Claim:
    """The claim in a wrong answer's first comment line; raises CourseError if there is none."""
    lines = characters(answer.path).splitlines()
    candidates = lines[1:2] if lines and lines[0].startswith("#!") else lines[:1]
    match = _LOSES.match(candidates[0]) if candidates else None
    phrases = tuple(_PHRASE.findall(match[3])) if match else ()
    if match is None or not phrases:
        raise CourseError(
            f"{answer.name}: the first line doesn't say which tests cell loses points, and with which words.",
            f'Write there: # loses {answer.grade_id}-tests: "words of the message"',
        )
    return Claim(match[1], phrases, match[2] or "")


def cell_text(source: str, answer: Answer) -> str:
    """What the cell with text *source* holds when *answer* is put in its place.

    A cell magic on the first line is kept, unless the bank's text begins with one of its own.
    """
    text = characters(answer.path)
    first = source.partition("\n")[0]
    if first.startswith("%%") and not text.startswith("%%"):
        text = f"{first}\n{text}"
    return text.removesuffix("\n")


def substitute(notebook: NotebookNode, answer: Answer) -> NotebookNode:
    """*notebook* with the bank's text in the answer's cell."""
    for cell in cells_of(notebook, answer.grade_id):
        return replaced(notebook, answer.grade_id, cell_text(cell.source, answer))
    raise CourseError(
        f"{answer.path.parent.name}: no cell of the unit has this id.", "Rename the folder to a grade id."
    )


def replaced(notebook: NotebookNode, grade_id: str, source: str) -> NotebookNode:
    """*notebook* with this text in the cell *grade_id*. The other cells are shared: a lesson has hundreds of cases."""
    cells = [with_text(cell, source) if _is(cell, grade_id) else cell for cell in notebook.cells]
    return NotebookNode({**notebook, "cells": cells})


def _is(cell: NotebookNode, grade_id: str) -> bool:
    marks = cell["metadata"].get("nbgrader")
    return bool(marks) and marks.get("grade_id") == grade_id


def cells_of(notebook: NotebookNode, grade_id: str) -> list[NotebookNode]:
    """The cells with this id: one, or none."""
    return [cell for cell in notebook.cells if _is(cell, grade_id)]


def tests_of(notebook: NotebookNode, grade_id: str) -> list[str]:
    """The ids of the tests cells between the answer *grade_id* and the next answer."""
    found: list[str] = []
    after = False
    for cell in notebook.cells:
        entry = cell.metadata.get("nbgrader", {})
        if entry.get("solution"):
            after = entry["grade_id"] == grade_id
        elif after and entry.get("grade"):
            found.append(entry["grade_id"])
    return found


def used_later(notebook: NotebookNode, grade_id: str) -> list[str]:
    """The ids of other answers, further on in *notebook*, that use a name or a file of this answer's when they run.

    A function's body doesn't run with its cell: it uses nothing before it is called.
    """
    [place] = [number for number, cell in enumerate(notebook.cells) if _is(cell, grade_id)]
    names = _made(notebook.cells[place].source)
    later = [cell for cell in notebook.cells[place + 1 :] if cell.metadata.get("nbgrader", {}).get("solution")]
    return [cell.metadata.nbgrader.grade_id for cell in later if any(_holds(_run(cell.source), name) for name in names)]


@functools.lru_cache(maxsize=1024)
def _run(source: str) -> str:
    """What of a cell runs with it: all but the bodies of functions; the whole of a cell in another language."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [ast.Pass()]
        elif isinstance(node, ast.Lambda):
            node.body = ast.Constant(None)
    return ast.unparse(tree)


def _holds(source: str, name: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", source) is not None


def _made(source: str) -> frozenset[str]:
    """What a cell makes for those behind it: the names that it binds, or the words on the line of its magic."""
    first = source.partition("\n")[0]
    return frozenset(first.split()[1:]) if first.startswith("%%") else made_by(source)
