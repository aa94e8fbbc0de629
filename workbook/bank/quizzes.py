"""The questions of a lesson: found in its text, whole, and true where they can be run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from workbook.authoring.text import Cell, LessonText
from workbook.check.cells import tree_of
from workbook.notebook.quiz import Quiz, quiz

_SECONDS = 30


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
    ran = subprocess.run(
        [sys.executable, "-c", question.code], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    last = ran.stderr.strip().rpartition("\n")[2]
    printed = ran.stdout.strip() or last
    told = _right(question)
    if (
        told == printed
        or (question.number is not None and _near(question, printed))
        or (last and last.startswith(f"{told}:"))
    ):
        return ""
    return f'"{question.question}": the right answer is {told!r}, and it prints {printed!r}'


def _right(question: Quiz) -> str:
    if question.choices:
        return next(choice.text for choice in question.choices if choice.right).strip("`")
    return f"{question.number:g}" if question.number is not None else "\n".join(question.order)


def _near(question: Quiz, printed: str) -> bool:
    try:
        return question.number is not None and abs(float(printed) - question.number) <= question.within
    except ValueError:
        return False
