"""A tests cell of which one part alone is asked: where no point is of interest, and the other parts would take long."""

from __future__ import annotations

import ast

_DRAWS = frozenset({"rng", "torch_generator"})


def alone(code: str, part: str) -> tuple[str, ast.Module]:
    """The tests cell *code* so that parts ask whether they are to run; its text, and the tree of that.

    As they are stay the parts whose names *part* needs, and those that draw from a generator of the whole cell: what later
    parts get hangs on how much was drawn.
    """
    tree = ast.parse(code)
    drawn = {name for node in ast.walk(tree) if isinstance(node, ast.Assign) and _draws(node) for name in _stored(node)}
    collectors = _collectors(tree)
    stay = _needed([node for node in tree.body if isinstance(node, ast.With)], part)
    text = ast.unparse(ast.fix_missing_locations(_Asking(collectors, drawn, stay).visit(tree)))
    return text, ast.parse(text)


def _draws(node: ast.Assign) -> bool:
    return any(isinstance(inner, ast.Attribute) and inner.attr in _DRAWS for inner in ast.walk(node.value))


def _stored(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}


def _read(body: list[ast.stmt]) -> set[str]:
    """Names that statements read and have not bound themselves before."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in body:
        own = set() if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) else _stored(node)
        names = {
            inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
        }
        read |= names - bound - own
        bound |= _stored(node)
    return read


def _needed(parts: list[ast.With], part: str) -> set[ast.With]:
    """Those of the cell's *parts* that give values to names which the one called *part* needs."""
    found: set[ast.With] = set()
    called = (node for node in parts if isinstance(call := node.items[0].context_expr, ast.Call) and call.args)
    pending = [node for node in called if ast.unparse(node.items[0].context_expr.args[0]) == repr(part)]  # type: ignore[attr-defined]
    while pending:
        one = pending.pop()
        before = [node for node in parts[: parts.index(one)] if node not in found]
        more = [node for node in before if not _stored(node).isdisjoint(_read(one.body))]
        found.update(more)
        pending += more
    return found


def _collectors(tree: ast.Module) -> set[str]:
    """The names under which the cell collects its parts."""
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "parts"
    }


class _Asking(ast.NodeTransformer):
    def __init__(self, collectors: set[str], drawn: set[str], stay: set[ast.With]) -> None:
        self._collectors, self._drawn, self._stay = collectors, drawn, stay

    def visit_With(self, node: ast.With) -> ast.stmt:
        """``with grade(name): …`` becomes ``if grade.asked(name): with grade(name): …``."""
        call = node.items[0].context_expr
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in self._collectors):
            return node
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        if node in self._stay or not call.args or len(node.items) > 1 or not names.isdisjoint(self._drawn):
            return node
        return ast.If(ast.Call(ast.Attribute(call.func, "asked", ast.Load()), call.args[:1], []), [node], [])
