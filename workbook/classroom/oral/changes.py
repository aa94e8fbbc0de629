"""One-step edits of an answer as a question names them, and calls that are like a call but for one input."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbook.bank.mutation import python, shell, sql
from workbook.bank.mutation.edits import Edit
from workbook.classroom.similar.tokens import Language

_MOST_LINE = 110
_AXIS = re.compile(
    r"(?:(?:dim|axis)\s*=\s*-?|\.(?:sum|mean|max|min|argmax|argmin|amax|amin|softmax|log_softmax|std|var|cumsum|squeeze"
    r"|unsqueeze|any|all|norm|logsumexp|size|flip|sort|argsort|median|prod)\(-?|\.transpose\((?:-?\d+,\s*)?-?)$"
)
_DROPPED = {"python": "pass", "shell": ":", "sql": ""}
_SQL_LINE = re.compile(r"^[ \t]*(?:AND|OR|WHERE|HAVING|ORDER BY|LIMIT|DISTINCT)\b.*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """An edit of an answer: the whole text with it, and how a person says it."""

    text: str
    said: str
    """What follows "if": "line 3, `x`, did nothing"."""
    lines: tuple[int, ...]
    drops: bool
    """Whether it takes away a statement, a line or a stage."""
    axis: bool = False


def changes(source: str, language: Language) -> list[Change]:
    """Every one-step edit of an answer cell's text that can be said on a line."""
    head = source.index("\n") + 1 if source.lstrip().startswith("%%") and "\n" in source else 0
    body = source[head:]
    edits = {"python": python.edits, "sql": _queries_edits, "shell": shell.edits}[language](body)
    needed = _needed(body) if language == "python" else frozenset()
    seen, found = {body}, []
    for edit in edits:
        if edit.new == "pass" and body.count("\n", 0, edit.start) + 1 in needed:
            continue
        text = body[: edit.start] + edit.new + body[edit.end :]
        if text not in seen:
            seen.add(text)
            found += _change(body, text, edit, language, source[:head])
    return found


def _needed(body: str) -> frozenset[int]:
    """Lines of assignments that give a name of a function its first value: without one, a line below has no such name."""
    found: set[int] = set()
    for function in (node for node in ast.walk(ast.parse(body)) if isinstance(node, ast.FunctionDef)):
        seen = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        stores = [node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        for name in sorted(stores, key=lambda node: node.lineno):
            if name.id not in seen:
                found.add(name.lineno)
                seen.add(name.id)
    return frozenset(found)


def _queries_edits(text: str) -> Iterator[Edit]:
    yield from sql.edits(text)
    yield from (Edit(match.start(), match.end(), "") for match in _SQL_LINE.finditer(text))


def _change(body: str, text: str, edit: Edit, language: Language, head: str) -> list[Change]:
    first = body.count("\n", 0, edit.start) + 1
    last = first + body.count("\n", edit.start, edit.end)
    above = head.count("\n")
    lines = tuple(range(first + above, last + above + 1))
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
    before = _line(body, edit.start)
    old = body[edit.start : edit.end].strip()
    dropped = edit.new == _DROPPED[language]
    whole = dropped and old == "\n".join(body.splitlines()[first - 1 : last]).strip()
    if len(before) > _MOST_LINE or (language == "python" and _of_no_interest(before)):
        return []
    if whole and old:
        shown = f", `{before}`," if len(lines) == 1 else ""
        said = f"{where}{shown} were left out"
        return [Change(head + text, said, lines, drops=True)]
    if len(lines) > 1:
        return []
    after = _line(text, min(edit.start, max(len(text) - 1, 0)))
    if len(after) > _MOST_LINE or not after:
        return []
    stage = language == "shell" and dropped is False and edit.new == "" and old.startswith("|")
    said = (
        f"the stage `{old}` of line {lines[0]} were left out"
        if stage
        else f"{where} were `{after}` instead of `{before}`"
    )
    axis = language == "python" and _AXIS.search(body[: edit.start]) is not None and edit.new.strip("()-").isdigit()
    return [Change(head + text, said, lines, drops=stage, axis=axis)]


def _of_no_interest(line: str) -> bool:
    """Whether a line of Python does nothing that a question could be about."""
    return line.startswith(("import ", "from ", "super().__init__", '"""', "'''", "raise "))


def _line(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)].strip()


def like(call: str, texts: Sequence[str], chance: random.Random, most: int = 5) -> list[str]:
    """Calls like *call* but for one argument: an emptier, longer or turned list, another number, another of the *texts*."""
    try:
        tree = ast.parse(call, mode="eval")
    except SyntaxError:
        return []
    places = list(_places(tree.body))
    found: dict[str, None] = {}
    for _ in range(4 * most):
        if not places or len(found) >= most:
            break
        place = chance.choice(places)
        others = _others(place, texts, chance)
        if others:
            text = ast.unparse(_Replaced(place, chance.choice(others)).visit(ast.parse(call, mode="eval")))
            if text != ast.unparse(tree):
                found[text] = None
    return list(found)


def texts_of(calls: Sequence[str]) -> list[str]:
    """The texts that stand in some calls as values."""
    places = (place for call in calls for place in _places(ast.parse(call, mode="eval").body))
    return sorted({place.value for place in places if isinstance(place, ast.Constant) and isinstance(place.value, str)})


def _places(node: ast.AST) -> Iterator[ast.AST]:
    """The literals that may become others: no key of a dictionary, and a number with its sign."""
    negative = (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
    )
    if negative or isinstance(node, ast.Constant | ast.List):
        yield node
    if not negative:
        for child in node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node):
            if not isinstance(child, ast.expr_context | ast.operator) and not _names_a_kind(node, child):
                yield from _places(child)


def _names_a_kind(node: ast.AST, child: ast.AST) -> bool:
    """Whether *child* is something like ``dtype=…``, or the function of a call."""
    if isinstance(node, ast.Call) and child is node.func:
        return not isinstance(child, ast.Call)  # Linear(3, 2)(x): its own arguments count too
    return isinstance(child, ast.keyword) and child.arg == "dtype"


def _others(node: ast.AST, texts: Sequence[str], chance: random.Random) -> list[str]:
    """Texts that may stand in a literal's place."""
    if isinstance(node, ast.List):
        items = [ast.unparse(item) for item in node.elts]
        turned, shorter, longer = items[::-1], items[:-1], [*items, chance.choice(items or ["1"])]
        return [f"[{', '.join(made)}]" for made in (turned, shorter, longer, [])]
    value = ast.literal_eval(node)
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, int):
        return [str(value + 1), str(2 * value), "0", str(-value), str(value + 10)]
    if isinstance(value, float):
        return [str(value + 1), str(2 * value), "0.0", str(-value or 1.0)]
    if isinstance(value, str):
        others = [text for text in texts if text != value] or [value[::-1], 2 * value, ""]
        return [repr(text) for text in others]
    return []


class _Replaced(ast.NodeTransformer):
    """A tree with another text in one place, found again by where it stands."""

    def __init__(self, place: ast.AST, text: str) -> None:
        self._at = (type(place), getattr(place, "lineno", 0), getattr(place, "col_offset", 0))
        self._new = ast.parse(text, mode="eval").body

    def visit(self, node: ast.AST) -> ast.AST:
        at = (type(node), getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        return self._new if at == self._at else super().visit(node)
