"""The questions of a lesson: found in its text, whole, and true where they can be run."""

from __future__ import annotations

import ast
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
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


def lies(questions: Sequence[Quiz], folder: Path) -> list[str]:
    """What questions' code prints instead of their right answers, run in *folder*; nothing of what is true, or isn't run."""
    proven = [question for question in questions if question.proven]
    codes = [question.code for question in proven if not question.database and not _is_bash(question.code)]
    printed = dict(zip(codes, _printed(codes, folder), strict=True))
    return [lie for question in proven if (lie := _lie(question, printed.get(question.code), folder))]


def _lie(question: Quiz, ran: tuple[str, str] | None, folder: Path) -> str:
    """*ran*: what the code printed, if it has been run."""
    if question.database:
        printed, last = _asked(question.code, folder / question.database)
    else:
        printed, last = ran or _of_bash(question.code, folder)
    told = _right(question)
    if (
        told == printed
        or (question.number is not None and _near(question, printed))
        or (last and last.startswith(f"{told}:"))
    ):
        return ""
    return f'"{question.question}": the right answer is {told!r}, and it prints {printed!r}'


def _told(out: str, err: str) -> tuple[str, str]:
    """What code printed, or else the last line of its error; and that line."""
    last = err.strip().rpartition("\n")[2]
    return out.strip() or last, last


_RUN_ALL = """
import contextlib, importlib, json, os, signal, sys, tempfile, traceback, types
codes, modules, seconds = json.load(sys.stdin)
for name in modules:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
told = []
for code in codes:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1), os.dup2(err.fileno(), 2), signal.alarm(seconds)
            main = sys.modules["__main__"] = types.ModuleType("__main__")
            sys.argv = ["-c"]
            break
        os.waitpid(child, 0)
        told.append([file.seek(0) or file.read() for file in (out, err)])
else:
    print(json.dumps(told))
    sys.exit()
exec(compile(code, "<string>", "exec"), vars(main))
"""
_HEAVY = frozenset({"matplotlib", "numpy", "pandas", "scipy", "sklearn", "torch"})


def _printed(codes: list[str], folder: Path) -> list[tuple[str, str]]:
    """What each of the *codes* prints as a Python of its own in *folder*; what takes long to import is imported once for all."""
    if not codes:
        return []
    named = [
        name
        for node in ast.walk(ast.parse("\n".join(code for code in codes if _is_python(code))))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    ]
    modules = [name for name in dict.fromkeys(named) if name.partition(".")[0] in _HEAVY]
    ran = subprocess.run(
        [sys.executable, "-c", _RUN_ALL],
        input=json.dumps([codes, modules, _SECONDS]),
        cwd=folder, capture_output=True, text=True, timeout=_SECONDS * len(codes), check=True,
    )  # fmt: skip
    return [_told(out, err) for out, err in json.loads(ran.stdout)]


def _is_python(code: str) -> bool:
    try:
        return bool(ast.parse(code))
    except SyntaxError:
        return False


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


def _is_bash(code: str) -> bool:
    """Whether *code* begins with ``%%bash``, as in a cell."""
    return code.partition("\n")[0].strip() == "%%bash"


def _of_bash(code: str, folder: Path) -> tuple[str, str]:
    command = ["bash", "--noprofile", "--norc", "-c", code.partition("\n")[2]]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False)
    return _told(ran.stdout, ran.stderr)


def _right(question: Quiz) -> str:
    if question.choices:
        return next(choice.text for choice in question.choices if choice.right).strip("`")
    return f"{question.number:g}" if question.number is not None else "\n".join(question.order)


def _near(question: Quiz, printed: str) -> bool:
    try:
        return question.number is not None and abs(float(printed) - question.number) <= question.within
    except ValueError:
        return False
