"""The questions of a lesson: found in its text, whole, and true where they can be run."""

from __future__ import annotations

import ast
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from workbook.authoring.text import Cell, LessonText
from workbook.check.cells import tree_of
from workbook.check.sql.databases import shown
from workbook.check.sql.sqlite import SqlError, load_folder, read
from workbook.notebook.quiz import Quiz, quiz

_SECONDS = 100


def questions(text: LessonText) -> Iterator[tuple[Cell, Quiz]]:
    """Each ``quiz(...)`` of a plain cell. Raises ValueError, with the line, for one that is not whole or not written out."""
    for cell in text.cells:
        tree = tree_of(cell.source) if cell.kind == "code" and cell.role is None and "quiz(" in cell.source else None
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "quiz":
                try:
                    given = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in node.keywords}
                    yield cell, quiz(*map(ast.literal_eval, node.args), **given)
                except (ValueError, TypeError) as error:
                    raise ValueError(
                        f"{text.path.name}:{cell.line + node.lineno}: a question is not whole: {error}"
                    ) from None


def lies(question: Quiz, folder: Path) -> str:
    """What a question's code prints instead of its right answer, run in *folder*; nothing if it is true, or nothing is run."""
    if not question.proven:
        return ""
    printed, last = (
        _asked(question.code, folder / question.database) if question.database else _printed(question.code, folder)
    )
    told = _right(question)
    if (
        told == printed
        or (question.number is not None and _near(question, printed))
        or (last and last.startswith(f"{told}:"))
    ):
        return ""
    return f'"{question.question}": the right answer is {told!r}, and it prints {printed!r}'


def _printed(code: str, folder: Path) -> tuple[str, str]:
    """What code prints in *folder*, or else the last line of its error; and that line."""
    ran = subprocess.run(_command(code), cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False)
    last = ran.stderr.strip().rpartition("\n")[2]
    return ran.stdout.strip() or last, last


def _asked(query: str, place: Path) -> tuple[str, str]:
    """What a query gives on the tables in *place*, on one line: cells parted by bars, rows by commas; or its error, twice."""
    try:
        found = read(_opened(place), query, seconds=_SECONDS)
    except SqlError as error:
        return error.reason, error.reason
    return ", ".join(" | ".join(map(shown, row)) for row in found.rows), ""


@lru_cache(maxsize=2)
def _opened(place: Path) -> sqlite3.Connection:
    return load_folder(place)


def _command(code: str) -> list[str]:
    """How *code* is run: as Python, or by bash if it begins with ``%%bash``, as in a cell."""
    magic, _, script = code.partition("\n")
    if magic.strip() == "%%bash":
        return ["bash", "--noprofile", "--norc", "-c", script]
    return [sys.executable, "-c", code]


def _right(question: Quiz) -> str:
    if question.choices:
        return next(choice.text for choice in question.choices if choice.right).strip("`")
    return f"{question.number:g}" if question.number is not None else "\n".join(question.order)


def _near(question: Quiz, printed: str) -> bool:
    try:
        return question.number is not None and abs(float(printed) - question.number) <= question.within
    except ValueError:
        return False
