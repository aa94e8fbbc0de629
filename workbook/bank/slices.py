"""Of a notebook, what one exercise's tests and answer need: the rest is emptied, so that a case of the bank runs little else.

A lesson shows much before it asks; what it shows rarely reaches a graded answer. The key and the released notebook are
always run whole, so nothing is left untried. A cell stays if a cell behind it, which stays, needs a name or a file that it
makes or may change; what can't be told by reading it stays.
"""

from __future__ import annotations

import ast
import builtins
import copy
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

_WORD = re.compile(r"\w[\w-]*(?:\.\w+)*")
"""A word, or a file's name."""
_PATH = re.compile(r"[\w.-]*[./][\w./-]*\w")
_READS_ONLY = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:select|with|values|explain)\b", re.IGNORECASE | re.DOTALL)
_OUTSIDE = re.compile(
    r"\b(?:open|write\w*|to_(?:csv|json|sql|parquet|pickle|excel)|save\w*|mkdir|touch|environ|chdir|copy(?:file|tree|2)"
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

    def take(self, source: str) -> None:
        """Note what a cell that stays needs."""
        self.words.update(_WORD.findall(source))
        body = _python(source)
        self.names.update(_WORD.findall(source) if body is None else needed(body))


def sliced(notebook: NotebookNode, wanted: Collection[str], places: Collection[str] = ()) -> NotebookNode:
    """A copy in which only the tests cells *wanted*, the answers at *places* (their ids) and what those need have text."""
    found = copy.deepcopy(notebook)
    needs = _Needs()
    for cell in reversed(found.cells):
        if cell.cell_type != "code":
            continue
        marks = cell.metadata.get("nbgrader", {})
        locked = bool(marks) and not marks.get("solution")
        if locked and marks.get("grade"):
            stays = marks["grade_id"] in wanted
        else:
            stays = locked or marks.get("grade_id") in places or _stays(cell.source, needs)
        if stays:
            needs.take(cell.source)
        elif not locked:
            cell.source = ""
    return found


def _python(source: str) -> list[ast.stmt] | None:
    """The cell's statements; None for one in another language or with magics."""
    try:
        return None if source.startswith("%%") else ast.parse(source).body
    except SyntaxError:
        return None


def _stays(source: str, needs: _Needs) -> bool:
    """Whether a cell makes or may change something that is needed."""
    body = _python(source)
    if body is not None:
        return _OUTSIDE.search(source) is not None or not needs.names.isdisjoint(made(body))
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
        pending += ast.iter_child_nodes(node)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
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


def needed(body: Iterable[ast.stmt]) -> set[str]:
    """Names that statements read before they bind them themselves, one statement after the other."""
    found: set[str] = set()
    bound: set[str] = set()
    for statement in body:
        own = {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound
        }
        kept = isinstance(statement, (ast.For, ast.With, ast.FunctionDef, ast.ClassDef))
        found |= own - _within(statement) if kept else own
        bound.update(_bound(statement))
    return found


def _within(statement: ast.stmt) -> set[str]:
    """Names that a loop, a block, a function or a class binds for itself before it reads them."""
    if isinstance(statement, ast.For):
        return {name for node in ast.walk(statement.target) if isinstance(node, ast.Name) for name in [node.id]}
    if isinstance(statement, ast.With):
        targets = [item.optional_vars for item in statement.items if item.optional_vars is not None]
        return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    return {argument.arg for node in ast.walk(statement) if isinstance(node, ast.arguments) for argument in _of(node)}


def _of(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from (one for one in (arguments.vararg, arguments.kwarg) if one is not None)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement is sure to bind."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            yield from (
                node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            )
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in statement.names)
