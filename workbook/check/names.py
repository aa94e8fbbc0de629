"""Which names a cell's text gives a value, and which it takes from elsewhere: read off the text, nothing is run."""

from __future__ import annotations

import ast
import functools
import symtable
import sys
from collections.abc import Iterator

STAR = "*"
"""Stands in :func:`names_bound` for the names of ``from module import *``, which the text doesn't tell."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_REPEATED = (ast.For, ast.AsyncFor, ast.While, *_SCOPES)


def names_used(text: str, tree: ast.AST) -> frozenset[str]:
    """Names that a cell's code takes from the notebook's namespace or from builtins, also inside of functions."""
    return frozenset().union(*names_read(text, tree))


@functools.lru_cache(maxsize=512)
def names_read(text: str, tree: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    """The same names: those that are taken when the code runs, and those that its functions take once they are called."""
    try:
        table = symtable.symtable(_uninlined(text), "<cell>", "exec")
    except SyntaxError:  # a top-level await: count local names too
        return (found := frozenset(_loaded(tree))), found
    now: set[str] = set()
    late: set[str] = set()
    pending = [(table, False)]
    while pending:
        scope, called = pending.pop()
        called = called or (scope.get_type() == "function" and scope.get_name() not in _AT_ONCE)
        pending.extend((child, called) for child in scope.get_children())
        top = scope is table
        read = {name.get_name() for name in scope.get_symbols() if name.is_referenced() and (top or name.is_global())}
        (late if called else now).update(read)
    return frozenset(now), frozenset(late)


_AT_ONCE = {"listcomp", "setcomp", "dictcomp", "genexpr"}
"""Names of the scopes that run where they stand."""


class _Generators(ast.NodeTransformer):
    """Comprehensions as generator expressions, whose scope is the same."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def _uninlined(text: str) -> str:
    """*text* without comprehensions: since Python 3.12 (PEP 709) symtable gives their variables to the scope around them."""
    if sys.version_info < (3, 12):
        return text
    return ast.unparse(ast.fix_missing_locations(_Generators().visit(ast.parse(text))))


@functools.lru_cache(maxsize=512)
def names_bound(tree: ast.Module) -> frozenset[str]:
    """Names of the notebook's namespace to which a cell may give a value, by whatever construct, :data:`STAR` included.

    Those that it only deletes, or that its functions declare ``global``, are among them.
    """
    return frozenset(_bound(tree.body))


def bindings(nodes: list[ast.stmt]) -> Iterator[tuple[str, ast.AST]]:
    """The same names, each with every piece of the text that gives it a value."""
    pending: list[tuple[ast.AST, bool]] = [(node, True) for node in nodes]  # and whether in the cell's own scope
    while pending:
        node, own = pending.pop()
        names = node.names if isinstance(node, ast.Global) else _given(node) if own else ()
        for name in names:
            yield name, node
        pending.extend(_children(node, own))


def _bound(nodes: list[ast.stmt]) -> set[str]:
    return {name for name, _ in bindings(nodes)}


def _given(node: ast.AST) -> Iterator[str]:
    """The names that *node* itself gives a value in its scope."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        yield from [node.name] if node.name else []
    elif isinstance(node, ast.MatchMapping):
        yield from [node.rest] if node.rest else []


def _children(node: ast.AST, own: bool) -> Iterator[tuple[ast.AST, bool]]:
    """What is below *node*, and whether names bound there are bound in the cell's own scope."""
    if isinstance(node, _SCOPES):
        body = node.body if isinstance(node.body, list) else [node.body]
        inside = {id(child) for child in (*body, *getattr(node, "type_params", ()))}
        for child in ast.iter_child_nodes(node):
            yield child, own and id(child) not in inside  # decorators, defaults and bases belong to the scope outside
    elif isinstance(node, _COMPREHENSIONS):
        for child in ast.walk(node):  # its own names stay inside, those of := don't
            if isinstance(child, ast.NamedExpr):
                yield child.target, own
    else:
        for child in ast.iter_child_nodes(node):
            yield child, own


def _loaded(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def names_used_until(tree: ast.Module, line: int) -> frozenset[str]:
    """Names that stand in the text down to the end of the statement at *line*: of what can have run by then.

    A loop or function that is not over yet counts whole. *line* 0: of all.
    """
    last = _end(tree, line) if line else 0
    return frozenset(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and (not last or node.lineno <= last)
    )


def _end(tree: ast.Module, line: int) -> int:
    last = line
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt | ast.expr) or not node.lineno <= line <= (node.end_lineno or line):
            continue
        whole = isinstance(node, _REPEATED) or not (isinstance(node, ast.stmt) and hasattr(node, "body"))
        if whole:
            last = max(last, node.end_lineno or line)
    return last


def part_that_binds(tree: ast.Module, name: str, line: int) -> str | None:
    """The part of a tests cell, a ``with`` block that ends before *line*, in which *name* gets its value; None if none does.

    Nothing if the part's name is not a plain text.
    """
    found = None
    for node in ast.walk(tree):
        if isinstance(node, ast.With) and (node.end_lineno or 0) < line and name in _bound(node.body):
            called = node.items[0].context_expr
            text = called.args[0] if isinstance(called, ast.Call) and called.args else None
            found = str(text.value) if isinstance(text, ast.Constant) else ""
    return found


__all__ = ["STAR", "bindings", "names_bound", "names_read", "names_used", "names_used_until", "part_that_binds"]
