"""A cell's statements, and the names that each binds, changes and takes from outside of itself."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator

from workbook.check.cells import as_python, parsed
from workbook.check.rules.folding import folded
from workbook.check.rules.scopes import Scope, children, inner_scope, scope_of, walk

_RUNS_ITS_BODY = re.compile(r"\s*%%(time|capture|prun|timeit)\b[^\n]*\n")
_RUNS_ITS_LINE = {"time", "timeit", "prun"}
_OPTIONS = re.compile(r"(\s*-\S+(\s+\d+)?)*\s*")


@functools.lru_cache(maxsize=512)
def code_of(cell: str) -> str:
    """A cell's Python: magics written out, and what ``%%time``, ``%time`` and their like run put in their place."""
    magic = _RUNS_ITS_BODY.match(cell)
    if magic:
        return "\n" * magic[0].count("\n") + code_of(cell[magic.end() :])
    return as_python(cell)


@functools.lru_cache(maxsize=512)
def body_of(cell: str) -> tuple[ast.stmt, ...]:
    """The statements of a cell; none if it isn't Python."""
    tree = parsed(code_of(cell))
    return tuple(_without_magic(node) for node in tree.body) if tree else ()


def _without_magic(node: ast.stmt) -> ast.stmt:
    """*node*, or, of a line like ``%time x = 1``, the statement that the magic runs."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not (isinstance(call, ast.Call) and ast.unparse(call.func) == "get_ipython().run_line_magic"):
        return node
    words = [folded(argument) for argument in call.args]
    if len(words) == 2 and words[0] in _RUNS_ITS_LINE and isinstance(words[1], str):
        tree = parsed(_OPTIONS.sub("", words[1], count=1))
        if tree and len(tree.body) == 1:
            return ast.increment_lineno(ast.fix_missing_locations(tree.body[0]), node.lineno - 1)
    return node


@functools.lru_cache(maxsize=2000)
def bound_by(node: ast.stmt) -> Scope:
    """What *node* binds in the scope that it stands in, not to be changed."""
    return scope_of([node])


@functools.lru_cache(maxsize=2000)
def changed_by(node: ast.stmt) -> frozenset[str]:
    """Names of which *node* changes an attribute or an item, or which it changes by a call of theirs."""
    found = set()
    for inner in walk(node):
        if isinstance(inner, ast.Attribute | ast.Subscript) and isinstance(inner.ctx, ast.Store):
            found.add(_root(inner))
        elif (
            isinstance(inner, ast.Call)
            and inner.args
            and _last(inner.func) in ("setattr", "__setattr__", "update_wrapper")
        ):
            found |= {_root(argument) for argument in inner.args[:2]}
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        found.add(f"{_root(node.value.func)}()")  # counts for variables only: modules and classes have other methods
    return frozenset(found - {""})


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@functools.lru_cache(maxsize=2000)
def free_names(node: ast.stmt) -> dict[str, bool]:
    """The names that *node* takes from outside of its own scopes; True: at once, and not only when a function is called."""
    found: dict[str, bool] = {}

    def look(inner: ast.AST, scopes: tuple[Scope, ...]) -> None:
        if isinstance(inner, ast.Name):
            if not isinstance(inner.ctx, ast.Store) and not any(_bound_in(scope, inner) for scope in scopes):
                found[inner.id] = found.get(inner.id, False) or not any(scope.later for scope in scopes)
            return
        for child, around in within(inner, scopes):
            look(child, around)

    look(node, ())
    return found


def _bound_in(scope: Scope, node: ast.Name) -> bool:
    """Whether *scope* gives the name its value: in a class' own scope not before its first value is there."""
    values = scope.values.get(node.id)
    if values and scope.hidden and isinstance(values[0], ast.expr):
        end = values[0].end_lineno or 0, values[0].end_col_offset or 0
        return (node.lineno, node.col_offset) >= end
    return values is not None


def within(node: ast.AST, scopes: tuple[Scope, ...]) -> Iterator[tuple[ast.AST, tuple[Scope, ...]]]:
    """The children of *node*, each with the scopes that it stands in: a function's defaults stand outside of it."""
    own = inner_scope(node)
    if own is None:
        for child in children(node):
            yield child, scopes
        return
    seen = (own, *(scope for scope in scopes if not scope.hidden))
    for name, value in ast.iter_fields(node):
        outside = name in ("decorator_list", "returns", "bases", "keywords")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.arguments):
                yield from ((part, scopes) for part in [*child.defaults, *child.kw_defaults] if part is not None)
            elif isinstance(child, ast.AST):
                yield child, scopes if outside else seen
