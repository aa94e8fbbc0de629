"""Rules about an answer's text: how long it is, and what it may not use.

In a student's kernel the text is the notebook's own history; the grader sets :func:`set_cells` to the submission.
"""

from __future__ import annotations

import ast
import functools
import io
import itertools
import symtable
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbook.check.cells import as_python, parsed, tree_of
from workbook.check.failure import Failure

MAX_COLUMNS = 100


def _history() -> list[str]:
    from IPython import get_ipython

    shell = get_ipython()
    return list(shell.user_ns.get("In", [])) if shell is not None else []


_cells: Callable[[], Iterable[str]] = _history


def set_cells(cells: Callable[[], Iterable[str]] | None) -> None:
    """Take the answers' texts, in the order in which they ran, from *cells*; None: from the kernel's history."""
    global _cells
    _cells = cells or _history


def source_of(name: str) -> str:
    """The text of the last function, class or assignment that gives *name* a value at the top level of a cell.

    Raises Failure when no cell does.
    """
    return _found(name)[0]


def _found(name: str) -> tuple[str, str]:
    """The text that gives *name* its value, and the text of the cell that holds it."""
    for cell in reversed(list(_cells())):
        found = _definition(cell, name)
        if found is not None:
            return found, as_python(cell)
    raise Failure(f"{name} is not defined in any cell", look="the answer cell: run it, or write `def` or `class` there")


def _definition(cell: str, name: str) -> str | None:
    elsewhere = cell.isascii() and name not in cell  # other letters may stand for the name's
    tree = None if elsewhere else tree_of(cell)
    if tree is None:
        return None
    lines = as_python(cell).splitlines(keepends=True)
    for node in reversed(tree.body):
        if name in _names(node):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            return "".join(lines[first - 1 : node.end_lineno])
    return None


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    return {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}


def logical_lines(text: str) -> int:
    """How many logical lines *text* has: blank lines, comments and docstrings don't count, `;` begins a new one."""
    tree = ast.parse(text)
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
        and isinstance(node.body[0].value.value, str)
    }
    count, start = 0, None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _SKIPPED:
            continue
        if token.type == tokenize.NEWLINE or (token.type == tokenize.OP and token.string == ";"):
            count += start is not None and start not in docstrings
            start = None
        elif start is None:
            start = token.start[0]
    return count


_SKIPPED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


def at_most_lines(name: str, most: int = 50, *, columns: int = MAX_COLUMNS, cell: bool = False) -> None:
    """Fail if the answer called *name* has more than *most* logical lines or a line wider than *columns*.

    With *cell* the whole cell that defines it counts, helpers and imports too.
    """
    text = _found(name)[cell]
    what = f"the answer cell with {name}" if cell else name
    physical = sum(not line.isspace() for line in text.splitlines(keepends=True)) + text.count(";")
    lines = logical_lines(text) if physical > most else physical  # which is never less
    look = "what repeats itself, or what the library already does"
    if lines > most:
        raise Failure(f"{what} is too long", f"at most {most} logical lines", f"{lines} logical lines", look)
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > columns:
            raise Failure(f"{what}, line {number} is too wide", f"at most {columns} columns", f"{len(line)} columns")


@dataclass(frozen=True)
class Use:
    """One name that a text uses, written out in full as far as its own imports tell."""

    name: str
    line: int


def uses(text: str, cells: Iterable[str] = ()) -> list[Use]:
    """Dotted names in *text*, with aliases resolved by the imports in *cells* and *text*.

    ``F.linear`` after ``import torch.nn.functional as F`` becomes ``torch.nn.functional.linear``; a method of an
    unknown object becomes ``.method``.
    """
    tree = parsed(text)
    aliases: dict[str, str] = {}
    for cell in (*cells, text):
        aliases |= _aliases(cell)
    found = []
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Attribute | ast.Name):
            dotted = _dotted(node)
            if dotted is None and isinstance(node, ast.Attribute):
                dotted = f".{node.attr}"
            if dotted:
                head, dot, tail = dotted.partition(".")
                found.append(Use(aliases.get(head, head) + dot + tail if head else dotted, node.lineno))
    return found


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return f"{inner}.{node.attr}" if inner else None
    return None


@functools.lru_cache(maxsize=512)
def _aliases(text: str) -> dict[str, str]:
    tree = tree_of(text) if "import" in text else None
    found: dict[str, str] = {}
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.partition(".")[0]
                found[alias.asname or head] = alias.name if alias.asname else head
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def no_calls(name: str, banned: Iterable[str], *, why: str) -> None:
    """Fail if the answer called *name* uses a *banned* dotted name, such as ``torch.nn.functional.linear``.

    A banned ``.method`` stands for that attribute of anything; a banned name bans what lies below it too. Names
    are resolved by the imports of all cells. What the answer uses of its own cell (a helper function, another name
    for a library's function) is read too.
    """
    names = set(banned)
    attributes = tuple(ban for ban in names if ban.startswith("."))
    for part in _with_helpers(name):
        for use in uses(source_of(part), _cells()):
            above = itertools.accumulate(use.name.split("."), "{}.{}".format)
            if use.name.endswith(attributes) or not names.isdisjoint(above):
                place = "of the answer" if part == name else f"of {part}, which it uses"
                raise Failure(f"{name} uses {use.name} (line {use.line} {place})", f"an answer without it: {why}")


def _with_helpers(name: str) -> list[str]:
    """*name*, and what the cell that defines it also defines and *name* needs, itself or through another."""
    cell = next((cell for cell in reversed(list(_cells())) if _definition(cell, name) is not None), "")
    tree = tree_of(cell)
    own = {found for node in tree.body for found in _names(node)} if tree else set()
    needed = [name]
    for part in needed:
        needed += sorted((_globals(source_of(part)) & own) - set(needed))
    return needed


def _globals(text: str) -> set[str]:
    """The names that *text* takes from outside: no parameters, no local variables."""
    found: set[str] = set()
    tables = [symtable.symtable(text, "answer", "exec")]
    for table in tables:
        tables += table.get_children()
        names = table.get_symbols()
        found |= {name.get_name() for name in names if name.is_referenced() and name.is_global()}
    return found


def no_names(name: str, banned: Iterable[str], *, why: str) -> None:
    """Fail if the answer called *name* mentions a *banned* name, as a variable or an attribute."""
    bans = set(banned)
    for node in ast.walk(ast.parse(source_of(name))):
        word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
        if word in bans:
            raise Failure(f"{name} uses {word}", f"an answer without it: {why}")
