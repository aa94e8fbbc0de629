"""What two answers can have in common: runs of tokens, and for Python also whole expressions, wherever they stand.

Runs (k-grams) within a statement survive renaming, new formatting and another order of statements; expressions survive also a
loop that became a comprehension. The idea of comparing hashed k-grams is that of Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting", SIGMOD 2003, https://doi.org/10.1145/872757.872770; answers
here are short, so that all k-grams are kept.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.classroom.similar.tokens import CHOSEN, Language, Token, body, segments

RUN = 5
"""Tokens of a run."""
LEAST = 3
"""Tokens of a whole statement that is shorter than a run."""
LEAST_NODES = 5
"""Nodes of an expression's syntax tree."""
Form = tuple[str, ...]


@dataclass(frozen=True)
class Forms:
    """An answer's forms, each with the tokens that it covers."""

    tokens: tuple[Token, ...]
    covers: Mapping[Form, frozenset[int]]

    @cached_property
    def names(self) -> frozenset[Form]:
        """The forms alone."""
        return frozenset(self.covers)


def forms(source: str, language: Language, given: frozenset[str] = frozenset()) -> Forms:
    """Everything in *source* that another answer may share."""
    tokens: list[Token] = []
    covers: dict[Form, set[int]] = {}
    for segment in segments(source, language, given):
        first = len(tokens)
        tokens += segment
        words = [token.text for token in segment]
        size = RUN if len(words) >= RUN else len(words)
        for start in range(len(words) - size + 1) if size >= LEAST else ():
            covers.setdefault(("run", *words[start : start + size]), set()).update(
                range(first + start, first + start + size)
            )
    if language == "python":
        for form, begin, end in _expressions(body(source, language), given):
            inside = {number for number, token in enumerate(tokens) if begin <= token.begin and token.end <= end}
            covers.setdefault(form, set()).update(inside)
    return Forms(tuple(tokens), {form: frozenset(inside) for form, inside in covers.items() if inside})


def _expressions(text: str, given: frozenset[str]) -> Iterator[tuple[Form, int, int]]:
    """Expressions of the parsed text with where they stand; none of a text that is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    starts, place = [0], 0
    for line in text.splitlines(keepends=True):
        place += len(line.encode())
        starts.append(place)
    data = text.encode()
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or node.end_lineno is None or node.end_col_offset is None:
            continue
        shape = _shape(node, given)
        if shape.count("(") >= LEAST_NODES:
            begin = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + node.end_col_offset
            yield ("expression", shape), len(data[:begin].decode()), len(data[:end].decode())


def _shape(node: ast.AST, given: frozenset[str], depth: int = 0) -> str:
    """The expression as text, with one name for all chosen names."""
    if depth > 60:
        return "(…)"
    if isinstance(node, ast.Name):
        return f"({node.id if node.id in given else CHOSEN})"
    if isinstance(node, ast.Constant):
        return f"({node.value!r:.100})"
    if isinstance(node, ast.expr_context):
        return ""
    word = node.attr if isinstance(node, ast.Attribute) else (node.arg or "") if isinstance(node, ast.keyword) else ""
    inner = "".join(_shape(child, given, depth + 1) for child in ast.iter_child_nodes(node))
    return f"({type(node).__name__}{word}{inner})"
