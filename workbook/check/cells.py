"""Cells' texts as Python: magics written out, as IPython does before it runs a cell."""

from __future__ import annotations

import ast
import functools
import warnings

from IPython.core.inputtransformer2 import TransformerManager


class Transformers(TransformerManager):  # type: ignore[misc]
    """IPython's transformers, which leave alone, without a look at its tokens, what is Python as it stands.

    A line with a magic, ``!`` or ``?`` in it is no Python, so this changes nothing but the time that it takes.
    """

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """The lines with magics written out, unless another transformer was added: then IPython's own way."""
        if self.token_transformers == _OWN and parsed("".join(lines)) is not None:
            return lines
        return list(super().do_token_transforms(lines))


_OWN = list(TransformerManager().token_transformers)


def parsed(text: str) -> ast.Module | None:
    """The syntax tree of *text*, not to be changed, or None if it isn't Python. Warns of nothing."""
    return _parsed(text)[0]


def parsed_quietly(text: str) -> ast.Module | None:
    """The same, but None too if Python has something to warn of, which whoever runs the text should hear."""
    tree, warned = _parsed(text)
    return None if warned else tree


@functools.lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[ast.Module | None, bool]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            return ast.parse(text), bool(told)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None, False


@functools.lru_cache(maxsize=512)
def as_python(cell: str) -> str:
    """A cell's text with its magics written out; nothing of a cell that begins with a cell magic."""
    return "" if cell.lstrip().startswith("%%") else str(Transformers().transform_cell(cell))


@functools.lru_cache(maxsize=512)
def tree_of(cell: str) -> ast.Module | None:
    """The syntax tree of a cell, not to be changed; None if it isn't Python even with its magics written out."""
    return parsed(as_python(cell))
