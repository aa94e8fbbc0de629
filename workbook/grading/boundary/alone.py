"""A tests cell of which one part alone is asked: where no point is of interest, and the other parts would take long."""

from __future__ import annotations

import ast

_DRAWS = frozenset({"rng", "torch_generator"})


def alone(code: str) -> tuple[str, ast.Module]:
    """The tests cell *code* so that each part first asks whether it is to run; its text, and the tree of that.

    Parts that draw from a generator of the whole cell stay as they are: what later parts get hangs on how much was drawn.
    """
    tree = ast.parse(code)
    drawn = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(_draws(inner) for inner in ast.walk(node.value))
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    text = ast.unparse(ast.fix_missing_locations(_Asking(_collectors(tree), drawn).visit(tree)))
    return text, ast.parse(text)


def _draws(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _DRAWS


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
    def __init__(self, collectors: set[str], drawn: set[str]) -> None:
        self._collectors, self._drawn = collectors, drawn

    def visit_With(self, node: ast.With) -> ast.stmt:
        """``with grade(name): …`` becomes ``if grade.asked(name): with grade(name): …``."""
        call = node.items[0].context_expr
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in self._collectors):
            return node
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        if not call.args or len(node.items) > 1 or not names.isdisjoint(self._drawn):
            return node
        return ast.If(ast.Call(ast.Attribute(call.func, "asked", ast.Load()), call.args[:1], []), [node], [])
