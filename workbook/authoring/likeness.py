"""How much of one piece of code stands in another, whatever its names, its form and its order.

Python is read as a syntax tree: comments, docstrings, annotations, imports and the form are gone, every text is like every
other, and so is every name that is not Python's own. What is left is a row of tokens; its shingles, runs of
:data:`LENGTH` tokens, are looked for in the other text. Other languages are compared by their words, without comments.
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

LENGTH = 10
"""Tokens of a shingle."""
LEAST = 24
"""A piece with fewer different shingles says too little: others write the same."""
THRESHOLD = 0.5
"""The share of a piece's shingles from which on it counts as copied.

Over this course, code written apart shares at most 0.41, and hidden modules 0.15 with all that students get; a copy that was renamed,
reformatted and cut into pieces keeps 0.7 and more.
"""

Shingles = frozenset[int]
_BUILTINS = frozenset(dir(builtins))
_LEFT_OUT = {"annotation", "returns", "type_params", "ctx", "type_comment", "decorator_list"}
_PYTHON_MAGICS = ("%%time", "%%capture")
_WORD = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|\w+|[^\w\s]")
_COMMENT = re.compile(r"(?:(?<!\S)#|--).*")


@dataclass(frozen=True)
class Piece:
    """A piece of code that nobody is to find elsewhere, by its shingles."""

    name: str
    shingles: Shingles

    @property
    def telling(self) -> bool:
        """Whether it is long enough to be recognised."""
        return len(self.shingles) >= LEAST

    def share_in(self, shingles: Shingles) -> float:
        """The share of it that a text with these *shingles* holds."""
        return len(self.shingles & shingles) / len(self.shingles) if self.shingles else 0.0


def shingles_of(text: str, python: bool = True) -> Shingles:
    """The shingles of a text; of Python that can't be read, those of its words."""
    tree = parsed(text) if python else None
    if tree is None:
        return _shingles(list(_words(text)))
    return _shingles([token for statement in tree.body for token in _tokens(statement)])


def shingles_of_tree(node: ast.AST) -> Shingles:
    """The shingles of one statement."""
    return _shingles(list(_tokens(node)))


def _shingles(tokens: list[str]) -> Shingles:
    return frozenset(hash(tuple(tokens[at : at + LENGTH])) for at in range(len(tokens) - LENGTH + 1))


def parsed(text: str) -> ast.Module | None:
    """The syntax tree of Python, a part of a function or a notebook's cell with magics included; None for what is none."""
    if text.lstrip().startswith("%%") and not text.lstrip().startswith(_PYTHON_MAGICS):
        return None
    text = textwrap.dedent(text)
    try:
        return ast.parse(text)
    except SyntaxError:
        pass
    except (ValueError, RecursionError):
        return None
    if "%" not in text and "!" not in text:
        return None
    try:
        code: str = TransformerManager().transform_cell(text)
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (word.lower() for word in _WORD.findall(_COMMENT.sub("", line)))


def _tokens(node: ast.AST) -> Iterator[str]:
    """Kinds of nodes in the tree's order, with Python's own names, attributes and numbers."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Name):
        yield node.id if node.id in _BUILTINS else "name"
        return
    if isinstance(node, ast.Constant):
        yield "text" if isinstance(node.value, str | bytes) else repr(node.value)
        return
    yield type(node).__name__
    if isinstance(node, ast.Attribute):
        yield node.attr
    for field, value in ast.iter_fields(node):
        if field not in _LEFT_OUT:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _tokens(child)
