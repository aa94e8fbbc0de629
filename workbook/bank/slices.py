"""Of a notebook, what one exercise's tests and answer need: the rest is emptied, so that a case of the bank runs little else.

A lesson shows much before it asks; what it shows rarely reaches a graded answer. The key and the released notebook are
always run whole, so nothing is left untried. A cell stays if a cell behind it, which stays, needs a name or a file that it
makes or may change; what can't be told by reading it stays.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from workbook.check.names import STAR, names_read

_WORD = re.compile(r"\w[\w-]*(?:\.\w+)*")
"""A word, or a file's name."""
_PATH = re.compile(r"[\w.-]*[./][\w./-]*\w")
_READS_ONLY = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:select|with|values|explain)\b", re.IGNORECASE | re.DOTALL)
_OUTSIDE = re.compile(
    r"\b(?:open|write\w*|to_(?:csv|json|sql|parquet|pickle|excel)|save(?:_\w+|fig|z\w*)?|mkdir|touch|environ|chdir|copy(?:file|tree|2)"
    r"|unlink|rename|connect|execute\w*)\s*\("
)
"""Calls that may leave something outside of the cell's names: files, folders, a database."""
_SHELL_MAKES = re.compile(
    r"(?:>>?|\b(?:tee|mkdir|touch|-o|-O|ln|cp|mv|install)\b)[ \t]*(?:-\w+[ \t]+)*(&?[\w./$\"'{}-]+)"
)
_SHELL_RUNS = re.compile(
    r"\b(?:cp|mv|rm|ln|tar|unzip|git|sed -i|bash|sh|source|python3?|kill|export|trap|exec|chmod)\b|&[ \t]*$",
    re.MULTILINE,
)
_DRAWS = re.compile(r"\b(?:rng|torch_generator)\(")
_NOWHERE = {"dev", "null", "&1", "&2", "data", "."}
_CHANGES = frozenset(
    [
        "add",
        "append",
        "backward",
        "clear",
        "discard",
        "eval",
        "extend",
        "fit",
        "insert",
        "load_state_dict",
        "manual_seed",
        "partial_fit",
        "pop",
        "register",
        "remove",
        "requires_grad_",
        "reverse",
        "seed",
        "set_option",
        "set_printoptions",
        "setdefault",
        "shuffle",
        "sort",
        "step",
        "train",
        "update",
        "use",
    ]
)
"""Methods that change what they are called on."""
_SHOWS = frozenset({"quiz", "display", *dir(builtins)})


@dataclass
class _Needs:
    """What the cells that stay need of those before them: Python's names, and words that may be files or results."""

    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    """Names that functions read: whichever they find when they are called, perhaps from a cell behind their own."""

    def take(self, source: str) -> None:
        """Note what a cell that stays needs."""
        reading = _reading(source)
        self.words |= reading.words
        if not reading.is_python:
            self.names |= reading.words
        else:
            self.names -= reading.bound  # made anew here, so not needed from before
            self.late |= reading.late
            self.names |= reading.now | self.late


@dataclass(frozen=True)
class _Reading:
    """What a cell's text says by itself: read once, though a lesson has hundreds of cases."""

    words: frozenset[str]
    is_python: bool = False
    bound: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=4096)
def _reading(source: str) -> _Reading:
    words = frozenset(_WORD.findall(source))
    body = _python(source)
    if body is None:
        return _Reading(words)
    now, late = needed(body)
    bound = frozenset[str]().union(*map(_bound, body))
    return _Reading(words, True, bound, frozenset(now), frozenset(late), frozenset(made(body)))


def sliced(notebook: NotebookNode, wanted: Collection[str], places: Collection[str] = ()) -> NotebookNode:
    """One in which only the tests cells *wanted*, the answers at *places* (their ids) and what those need have text.

    Cells that keep theirs are those of *notebook* itself: it has hundreds of slices.
    """
    late: set[str] = set()
    while True:
        needs = _Needs(names=set(late), late=set(late))
        cells = [
            cell if cell.cell_type != "code" or _keep(cell, needs, wanted, places) else with_text(cell, "")
            for cell in reversed(notebook.cells)
        ]
        if needs.late == late:
            return NotebookNode({**notebook, "cells": cells[::-1]})
        late = needs.late


@functools.lru_cache(maxsize=256)
def alone(source: str, part: str) -> str:
    """The tests cell *source* up to its part of that name, and its end, without earlier parts that this one can do without.

    Those stay that give values to names which it needs, and those that draw from a generator of the cell's: what it gets
    hangs on how much was drawn. Nothing, if there is no such part.
    """
    *body, end = ast.parse(source).body
    place = next((place for place, node in enumerate(body) if _part(node) == part), None)
    if place is None:
        return ""
    drawn = set[str]()
    for node in body:  # generators, and functions that draw from one
        if _DRAWS.search(ast.unparse(node)) or (isinstance(node, ast.FunctionDef) and drawn & needed([node])[1]):
            drawn |= _bound(node)
    kept, needs = [end], set[str]()
    for node in reversed(body[: place + 1]):
        now, late = needed([node])
        if node is body[place] or not _part(node) or needs & _targets([node]) or drawn & (now | late):
            kept.append(node)
            needs |= now | late
    return "\n".join(map(ast.unparse, reversed(kept)))


def _part(node: ast.stmt) -> str:
    """The name of a part, if the statement is one: ``with grade("its name"): …``."""
    match node:
        case ast.With(items=[ast.withitem(ast.Call(ast.Name(), [ast.Constant(str(name)), *_]))]):
            return name
    return ""


def with_text(cell: NotebookNode, source: str) -> NotebookNode:
    """A copy of the *cell* with another text."""
    return NotebookNode({**cell, "source": source})


def _keep(cell: NotebookNode, needs: _Needs, wanted: Collection[str], places: Collection[str]) -> bool:
    """Whether the *cell* keeps its text; what it needs, if it stays, is noted."""
    marks = cell.metadata.get("nbgrader", {})
    locked = bool(marks) and not marks.get("solution")
    if locked and marks.get("grade"):
        stays = marks["grade_id"] in wanted
    else:
        stays = locked or marks.get("grade_id") in places or _stays(cell.source, needs)
    if stays:
        needs.take(cell.source)
    return stays or locked


def _python(source: str) -> list[ast.stmt] | None:
    """The cell's statements; None for one in another language or with magics."""
    try:
        return None if source.startswith("%%") else ast.parse(source).body
    except SyntaxError:
        return None


def _stays(source: str, needs: _Needs) -> bool:
    """Whether a cell makes or may change something that is needed."""
    reading = _reading(source)
    if reading.is_python:
        return _OUTSIDE.search(source) is not None or not (needs.names | {STAR}).isdisjoint(reading.made)
    magic, _, text = source.partition("\n")
    name, *arguments = magic[2:].split() or [""]
    if (source.startswith("%%sql") and _READS_ONLY.match(text)) or name == "writefile":
        return not needs.words.isdisjoint(_WORD.findall(" ".join(arguments)))
    commands = [line[1:] for line in source.splitlines() if line.strip() and not line.startswith("#")]
    if source.startswith("%%bash"):
        return _shell_stays(text, needs.words)
    if all(line.startswith(("!", "#")) or not line.strip() for line in source.splitlines()):
        return _shell_stays("\n".join(commands), needs.words)
    return True


def _shell_stays(commands: str, words: set[str]) -> bool:
    """Whether commands make a file or folder that is needed, or do what can't be told."""
    places = [path for path in _SHELL_MAKES.findall(commands) if path not in _NOWHERE]
    if _SHELL_RUNS.search(commands):
        places += _PATH.findall(commands)
    found = {part for path in places for part in path.strip("\"'").split("/")} - _NOWHERE
    return not words.isdisjoint(found)


def made_by(source: str) -> frozenset[str]:
    """Names that a cell of Python binds or may change, but for those inside of functions and classes."""
    return _reading(source).made


def made(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Names that statements bind or may change, but for those inside of functions and classes."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name  # what is bound inside of it is its own
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            yield from _root(node)
        elif isinstance(node, ast.Call):
            yield from _changed(node)
        if isinstance(node, ast.comprehension):
            pending += [node.iter, *node.ifs]  # its target is its own
        else:
            pending += ast.iter_child_nodes(node)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[0].isupper():
            return  # a new object of a class, which only this expression has
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _changed(call: ast.Call) -> Iterator[str]:
    """What a call may change: what a changing method is called on, and what a function of the lesson's is given."""
    if isinstance(call.func, ast.Attribute):
        named = call.func.attr in _CHANGES or call.func.attr.endswith("_")
        if named or any(keyword.arg == "inplace" for keyword in call.keywords):
            yield from _root(call.func)
    elif isinstance(call.func, ast.Name) and call.func.id not in _SHOWS:
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            yield from _root(argument)


def needed(body: Iterable[ast.stmt], bound: Collection[str] = ()) -> tuple[set[str], set[str]]:
    """Names that statements read before they bind them for sure, and those that their functions read once they are called.

    Names that are *bound* already are left out of the first.
    """
    now: set[str] = set()
    late: set[str] = set()
    known = set(bound)
    for statement in body:
        head, inner, blocks = _taken_apart(statement) if isinstance(statement, _BLOCKS) else (statement, set(), [])
        found = [_read(head), *(needed(block, known | inner) for block in blocks)]
        now.update(*(one - known for one, _ in found))
        late.update(*(one for _, one in found))
        known |= _bound(statement)
    return now, late


_BLOCKS = (ast.For, ast.While, ast.If, ast.With, ast.Try)


def _taken_apart(
    statement: ast.For | ast.While | ast.If | ast.With | ast.Try,
) -> tuple[ast.stmt, set[str], list[list[ast.stmt]]]:
    """What a block reads first, the names that it binds at its head, and its bodies."""
    blocks = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    inner: set[str] = set()
    read: list[ast.expr] = []
    if isinstance(statement, ast.Try):
        blocks += [handler.body for handler in statement.handlers]
        read = [handler.type for handler in statement.handlers if handler.type is not None]
        inner = {handler.name for handler in statement.handlers if handler.name}
    elif isinstance(statement, ast.For):
        read, inner = [statement.iter], _targets([statement.target])
        read += [node for node in ast.walk(statement.target) if isinstance(node, (ast.Attribute, ast.Subscript))]
    elif isinstance(statement, ast.With):
        read = [item.context_expr for item in statement.items]
        inner = _targets([item.optional_vars for item in statement.items if item.optional_vars is not None])
    else:
        read = [statement.test]
    return ast.Expr(ast.Tuple([_loaded(one) for one in read], ast.Load())), inner, blocks


def _loaded(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body


def _read(statement: ast.stmt) -> tuple[set[str], frozenset[str]]:
    """Names that one statement reads, and those that functions in it read when they are called."""
    now, late = names_read(ast.unparse(statement), statement)
    changed = made([statement]) if isinstance(statement, (ast.AugAssign, ast.Delete)) else ()
    return {*now, *changed}, late


def _targets(nodes: Iterable[ast.AST]) -> set[str]:
    """Names that assigning to *nodes* binds."""
    return {
        node.id
        for target in nodes
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement is sure to bind."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.Assign):
        return _targets(statement.targets)
    if isinstance(statement, ast.AnnAssign):
        return _targets([statement.target]) if statement.value is not None else set()
    if isinstance(statement, ast.With):
        return _targets([item.optional_vars for item in statement.items if item.optional_vars is not None])
    return set()
