"""Which names a piece of Python binds, and to what, scope by scope, as far as its text tells."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_OPENS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
_BINDS = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension, ast.withitem, ast.Import,
    ast.ImportFrom, ast.Match, ast.ExceptHandler, ast.Global, ast.Nonlocal,
)  # fmt: skip

_LEAVES = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop, ast.Constant)


@functools.lru_cache(maxsize=100_000)
def children(node: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes right below *node* that may hold a name; kept, since several readers pass by."""
    return tuple(child for child in ast.iter_child_nodes(node) if not isinstance(child, _LEAVES))


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """*node* and all below it that may hold a name."""
    todo = [node]
    while todo:
        one = todo.pop()
        yield one
        todo += children(one)


@dataclass(frozen=True)
class Imported:
    """What an import binds a name to: a module, or a module's attribute."""

    name: str


Value = ast.AST | Imported
"""What a name may stand for: an expression, a definition, an import; a name with no value is a parameter's, say."""


@dataclass
class Scope:
    """The names of one function, class, comprehension or cell."""

    values: dict[str, list[Value]] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    """Names declared ``global`` or ``nonlocal``."""
    stars: list[str] = field(default_factory=list)
    """Modules of which everything is imported."""
    hidden: bool = False
    """Whether functions within don't see it: a class' own scope."""
    later: bool = False
    """Whether it belongs to a function, which runs later than its definition."""

    def bind(self, name: str, *values: Value) -> None:
        """Note that *name* is bound here, and to what, if that is known."""
        self.values.setdefault(name, []).extend(values)


def scope_of(nodes: Iterable[ast.AST], arguments: ast.arguments | None = None, hidden: bool = False) -> Scope:
    """The scope that *nodes* make up: statements of a body, or a comprehension's parts."""
    scope = Scope(hidden=hidden)
    for parameter, default in _parameters(arguments) if arguments else ():
        scope.bind(parameter, *([default] if default is not None else []))
    for node in nodes:
        _collect(node, scope)
    for name in scope.outside:
        scope.values.pop(name, None)
    return scope


def inner_scope(node: ast.AST) -> Scope | None:
    """The scope that *node* opens, not to be changed; None if it opens none."""
    return _inner_scope(node) if isinstance(node, _OPENS) else None


@functools.lru_cache(maxsize=4000)
def _inner_scope(node: ast.AST) -> Scope | None:
    if isinstance(node, ast.Lambda):
        return replace(scope_of([node.body], node.args), later=True)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return replace(scope_of(node.body, node.args), later=True)
    if isinstance(node, ast.ClassDef):
        return scope_of(node.body, hidden=True)
    if isinstance(node, Comprehension):
        return scope_of(node.generators)
    return None


def _parameters(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr | None]]:
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    yield from zip((argument.arg for argument in plain), [*defaults, *arguments.defaults], strict=True)
    yield from zip((argument.arg for argument in arguments.kwonlyargs), arguments.kw_defaults, strict=True)
    yield from ((argument.arg, None) for argument in (arguments.vararg, arguments.kwarg) if argument)


def _collect(node: ast.AST, scope: Scope) -> None:
    """Note what *node* binds in *scope*; of scopes within it, only what they bind outside of themselves."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        scope.bind(node.name, node)
        for name in _global_in(node):
            scope.bind(name, *inner_values(node, name))
        for outer in [*node.decorator_list, *_outer_parts(node)]:
            _collect(outer, scope)
        return
    if isinstance(node, ast.Lambda):
        for outer in _outer_parts(node):
            _collect(outer, scope)
        return
    if isinstance(node, Comprehension):
        for inner in walk(node):
            if isinstance(inner, ast.NamedExpr):  # which binds outside of the comprehension
                _bind_target(inner.target, inner.value, scope)
        return
    if isinstance(node, _BINDS):
        _bind(node, scope)
    elif isinstance(node, ast.Name | ast.Constant):
        return
    for child in children(node):
        _collect(child, scope)


def _outer_parts(node: Function | ast.ClassDef) -> list[ast.expr]:
    if isinstance(node, ast.ClassDef):
        return [*node.bases, *(keyword.value for keyword in node.keywords)]
    return [*node.args.defaults, *(default for default in node.args.kw_defaults if default is not None)]


@functools.lru_cache(maxsize=512)
def _global_in(node: ast.AST) -> frozenset[str]:
    return frozenset(name for inner in walk(node) if isinstance(inner, ast.Global) for name in inner.names)


def inner_values(node: ast.AST, name: str) -> list[Value]:
    """What *name*, which *node* declares to be global somewhere within, may be bound to there."""
    scope = Scope()
    for inner in walk(node):
        _bind(inner, scope)
    return scope.values.get(name, [])


def _bind(node: ast.AST, scope: Scope) -> None:
    """Note what the single node binds."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            _bind_target(target, node.value, scope)
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
        _bind_target(node.target, node.value, scope)
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        _bind_target(node.target, node.iter, scope)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        _bind_target(node.optional_vars, node.context_expr, scope)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            head = alias.name.partition(".")[0]
            scope.bind(alias.asname or head, Imported(alias.name if alias.asname else head))
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        scope.stars += [module for alias in node.names if alias.name == "*"]
        for alias in node.names:
            scope.bind(alias.asname or alias.name, Imported(f"{module}.{alias.name}"))
    elif isinstance(node, ast.Match):
        for inner in walk(node):
            if isinstance(inner, ast.MatchAs | ast.MatchStar) and inner.name:
                scope.bind(inner.name, node.subject)
            elif isinstance(inner, ast.MatchMapping) and inner.rest:
                scope.bind(inner.rest, node.subject)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        scope.bind(node.name)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        scope.outside |= set(node.names)


def _bind_target(target: ast.expr, value: ast.expr | None, scope: Scope) -> None:
    if isinstance(target, ast.Name):
        scope.bind(target.id, *([value] if value is not None else []))
    elif isinstance(target, ast.Starred):
        _bind_target(target.value, value, scope)
    elif isinstance(target, ast.Tuple | ast.List):
        paired = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        plain = paired and not any(isinstance(part, ast.Starred) for part in [*target.elts, *value.elts])  # type: ignore[union-attr]
        for index, part in enumerate(target.elts):
            _bind_target(part, value.elts[index] if plain else value, scope)  # type: ignore[union-attr]
