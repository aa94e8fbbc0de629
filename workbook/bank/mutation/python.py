"""Edits of Python: comparisons, arithmetic, constants, defaults, keywords, conditions, dropped statements and calls, swaps."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager

from workbook.bank.mutation.edits import Edit

_COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">="),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<="),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.BitAnd: "|",
    ast.BitOr: "&",
    ast.LShift: ">>",
    ast.RShift: "<<",
}
_NEIGHBOURS = (
    ("min", "max"),
    ("minimum", "maximum"),
    ("argmin", "argmax"),
    ("amin", "amax"),
    ("nlargest", "nsmallest"),
    ("any", "all"),
    ("floor", "ceil"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("std", "var"),
    ("stdev", "pstdev"),
    ("mean", "median"),
    ("mean", "sum"),
    ("first", "last"),
    ("cumsum", "cumprod"),
    ("startswith", "endswith"),
    ("lstrip", "rstrip"),
    ("upper", "lower"),
    ("append", "extend"),
    ("union", "intersection"),
    ("bisect_left", "bisect_right"),
    ("search", "match"),
    ("fullmatch", "match"),
    ("find", "rfind"),
    ("index", "rindex"),
    ("split", "rsplit"),
    ("round", "int"),
    ("floor", "round"),
    ("ceil", "round"),
)
_CONVERSIONS = ("float", "bool", "list", "tuple", "to_numpy", "item", "tolist")
"""Calls whose loss changes a value's type alone, which checks compare by value."""
_OTHER: dict[str, list[str]] = {}
for _one, _two in _NEIGHBOURS:
    _OTHER.setdefault(_one, []).append(_two)
    _OTHER.setdefault(_two, []).append(_one)


def edits(text: str) -> Iterator[Edit]:
    """Every edit of one step; none if *text* is no plain Python."""
    if TransformerManager().transform_cell(text).rstrip() != text.rstrip():
        return
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    places = _Places(text)
    for node in _walk(tree):
        for rule in (_comparison, _arithmetic, _logic, _condition, _constant, _call, _name, _statement, _slice):
            yield from rule(node, places)


def _walk(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes but for docstrings and annotations, which a mistake in changes nothing."""
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop(0)
        yield node
        skipped: set[int] = set()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            skipped = {id(node.returns)}
        elif isinstance(node, ast.arg | ast.AnnAssign):
            skipped = {id(node.annotation)}
        left += [child for child in ast.iter_child_nodes(node) if id(child) not in skipped and not _is_text(child)]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Places:
    """Where nodes stand in the text, as characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def start(self, node: ast.AST) -> int:
        return self._at(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))

    def end(self, node: ast.AST) -> int:
        return self._at(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))

    def of(self, node: ast.AST) -> str:
        return self.text[self.start(node) : self.end(node)]

    def replace(self, node: ast.AST, new: str) -> Edit:
        return Edit(self.start(node), self.end(node), new)

    def between(self, one: ast.AST, other: ast.AST, old: str, new: str) -> Iterator[Edit]:
        """*old* for *new* between two nodes, where it stands there once, brackets and blanks beside it."""
        start, end = self.end(one), self.start(other)
        middle = self.text[start:end]
        if middle.strip(" ()\n\\") == old:
            at = start + middle.index(old)
            yield Edit(at, at + len(old), new)

    def _at(self, line: int, column: int) -> int:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return self._starts[line - 1] + len(text.encode()[:column].decode())


_WORDS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.LShift: "<<",
    ast.RShift: ">>",
}


def _comparison(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for number, operator in enumerate(node.ops):
            for new in _COMPARISONS[type(operator)]:
                yield from places.between(sides[number], sides[number + 1], _WORDS[type(operator)], new)


def _arithmetic(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        text = isinstance(node.left, ast.Constant | ast.JoinedStr) and not _is_number(node.left)
        if not text:  # a sign between texts formats or joins them: nobody slips there
            yield from places.between(node.left, node.right, _SIGNS[type(node.op)], _ARITHMETIC[type(node.op)])
    elif isinstance(node, ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield from places.between(
            node.target, node.value, f"{_SIGNS[type(node.op)]}=", f"{_ARITHMETIC[type(node.op)]}="
        )
        yield from places.between(node.target, node.value, f"{_SIGNS[type(node.op)]}=", "=")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        yield places.replace(node, f"({places.of(node.operand)})")


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex)


def _logic(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if not isinstance(node, ast.BoolOp):
        return
    old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for one, other in zip(node.values, node.values[1:], strict=False):
        yield from places.between(one, other, old, new)
    if len(node.values) == 2:
        for kept in node.values:
            yield places.replace(node, places.of(kept))
    else:
        yield from (
            Edit(places.start(one), places.start(other), "")
            for one, other in zip(node.values, node.values[1:], strict=False)
        )
        yield Edit(places.end(node.values[-2]), places.end(node.values[-1]), "")


def _condition(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.If | ast.IfExp):
        yield places.replace(node.test, f"(not ({places.of(node.test)}))")
        if isinstance(node, ast.If):
            yield places.replace(node.test, "False")
        else:
            yield from (places.replace(node, f"({places.of(kept)})") for kept in (node.body, node.orelse))
    elif isinstance(node, ast.comprehension):
        yield from (places.replace(test, "True") for test in node.ifs)


def _constant(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if not isinstance(node, ast.Constant) or node.end_lineno != node.lineno:
        return
    shown = places.of(node)
    if isinstance(node.value, bool):
        yield places.replace(node, str(not node.value))
    elif isinstance(node.value, int):
        yield places.replace(node, str(node.value + 1))
        yield places.replace(node, str(node.value - 1) if node.value else "(-1)")
    elif isinstance(node.value, float):
        yield places.replace(node, repr(node.value * 1.1) if node.value else "0.1")
        yield places.replace(node, repr(node.value * 0.9) if node.value else "(-0.1)")
    elif isinstance(node.value, str) and shown[:1] in "\"'rR" and shown[-1:] in "\"'" and not shown.endswith('"""'):
        yield Edit(places.end(node) - 1, places.end(node) - 1, "x")


def _call(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    dropped = getattr(node.func, "attr", getattr(node.func, "id", "")) not in _CONVERSIONS
    inner = [*node.args, *(keyword.value for keyword in node.keywords)]
    for keyword in node.keywords:
        if keyword.arg:
            yield _without(keyword, node, places)
    if len(node.args) >= 2 and not any(isinstance(value, ast.Starred) for value in node.args[:2]):
        one, other = node.args[:2]
        between = places.text[places.end(one) : places.start(other)]
        if places.of(one) != places.of(other):
            yield Edit(places.start(one), places.end(other), f"{places.of(other)}{between}{places.of(one)}")
    if dropped and len(inner) == 1 and not isinstance(inner[0], ast.Starred | ast.GeneratorExp):
        yield places.replace(node, f"({places.of(inner[0])})")
    if dropped and isinstance(node.func, ast.Attribute):
        chained = not isinstance(node.func.value, ast.Name | ast.Attribute)
        if chained or not inner:
            yield places.replace(node, places.of(node.func.value))


def _without(keyword: ast.keyword, call: ast.Call, places: _Places) -> Edit:
    start, end = places.start(keyword), places.end(keyword)
    before = places.text.rfind(",", places.start(call), start)
    if before >= 0 and not places.text[before + 1 : start].strip():
        return Edit(before, end, "")
    after = places.text.find(",", end, places.end(call))
    return Edit(start, after + 1 if after >= 0 and not places.text[end:after].strip() else end, "")


def _name(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.Attribute):
        end = places.end(node)
        yield from (Edit(end - len(node.attr), end, other) for other in _OTHER.get(node.attr, ()))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from (places.replace(node, other) for other in _OTHER.get(node.id, ()) if hasattr(builtins, other))


def _statement(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Continue | ast.Delete | ast.Assert):
        yield places.replace(node, "pass")
    elif isinstance(node, ast.Break):
        yield places.replace(node, "continue")
    elif isinstance(node, ast.Return) and node.value is not None:
        yield places.replace(node, "return None")


def _slice(node: ast.AST, places: _Places) -> Iterator[Edit]:
    if isinstance(node, ast.Slice):
        for part in (node.lower, node.upper):
            if part is not None:
                yield places.replace(part, "")
        if node.step is not None:
            yield Edit(places.start(node.step), places.end(node.step), "")
