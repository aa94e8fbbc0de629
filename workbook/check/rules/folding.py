"""The value of an expression of constants, such as ``"so" + "rted"``, without running anything of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

MOST = 10_000
_WIDE = re.compile(r"\d{4}")  # a format of so many columns makes a text of any length
_METHODS = {
    "capitalize", "casefold", "decode", "encode", "format", "join", "lower", "lstrip", "removeprefix", "removesuffix", "replace",
    "rstrip", "split", "strip", "swapcase", "upper",
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Any]] = {"chr": chr, "str": str, "reversed": lambda x: x[::-1]}
_FUNCTIONS |= {"list": list, "tuple": tuple, "int": int}


def folded(node: ast.AST | None, value_of: Callable[[str], ast.AST | None] = lambda name: None, depth: int = 20) -> Any:
    """The text, bytes, number or list that *node* always gives; None if that can't be told.

    *value_of* gives the expression that a name stands for, or None.
    """
    if node is None or depth <= 0:
        return None
    try:
        found = _fold(node, value_of, depth - 1)
    except (TypeError, ValueError, IndexError, KeyError, LookupError, AttributeError, OverflowError, MemoryError):
        return None
    return None if isinstance(found, str | bytes | list | tuple) and len(found) > MOST else found


def _fold(node: ast.AST, value_of: Callable[[str], ast.AST | None], depth: int) -> Any:
    def value(inner: ast.AST | None) -> Any:
        found = folded(inner, value_of, depth)
        if found is None:
            raise ValueError
        return found

    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str | bytes | int) else None
    if isinstance(node, ast.Name):
        return value(value_of(node.id))
    if isinstance(node, ast.List | ast.Tuple):
        return [value(part) for part in node.elts]
    if isinstance(node, ast.JoinedStr):
        return "".join(str(value(part)) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return value(node.value) if node.conversion < 0 and node.format_spec is None else None
    if isinstance(node, ast.BinOp):
        return _operation(node.op, value(node.left), value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -value(node.operand)
    if isinstance(node, ast.Subscript):
        return value(node.value)[_index(node.slice, value)]
    if isinstance(node, ast.Call) and not node.keywords:
        arguments = [value(argument) for argument in node.args]
        if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
            text = value(node.func.value)
            return (
                None if node.func.attr == "format" and _WIDE.search(text) else getattr(text, node.func.attr)(*arguments)
            )
        if isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and value_of(node.func.id) is None:
            return _FUNCTIONS[node.func.id](*arguments)
    return None


def _operation(kind: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(kind, ast.Add):
        return left + right
    if isinstance(kind, ast.Mult) and isinstance(right, int) and right < 100 and not isinstance(left, int):
        return left * right
    if isinstance(kind, ast.Mod) and isinstance(left, str) and "*" not in left and not _WIDE.search(left):
        return left % (tuple(right) if isinstance(right, list) else right)
    return None


def _index(node: ast.expr, value: Callable[[ast.AST | None], Any]) -> Any:
    if isinstance(node, ast.Slice):
        return slice(*(None if part is None else value(part) for part in (node.lower, node.upper, node.step)))
    return value(node)
