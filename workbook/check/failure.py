"""The verdict "this is wrong", and how values are shown in it."""

from __future__ import annotations

import reprlib
from typing import Any, NoReturn

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 160
_short.maxlist = _short.maxtuple = _short.maxset = _short.maxfrozenset = _short.maxdict = 8
_short.maxlevel = 4

PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)


UNWRITTEN = "your answer cell, and the exercises before it whose functions it calls"
"""Where to look after a NotImplementedError: which stub has raised it, nobody has seen."""


class Failure(AssertionError):
    """An answer is wrong.

    One message says what was checked, what was expected, what came and where to look, so that a student
    understands it without reading the test.
    """

    def __init__(self, checked: str, expected: str = "", actual: str = "", look: str = "") -> None:
        self.checked, self.expected, self.actual, self.look = checked, expected, actual, look
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message, over one to four lines."""
        lines = [self.checked]
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.actual:
            lines.append(f"  got:      {self.actual}")
        if self.look:
            lines.append(f"  look at:  {self.look}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.message

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the message alone. The code of a check says nothing to a student."""
        return self.message.splitlines()


def fail(message: str, *, expected: str = "", actual: str = "", look: str = "") -> NoReturn:
    """Raise a Failure that says *message*."""
    raise Failure(message, expected, actual, look)


def that(condition: object, message: str, *, look: str = "") -> None:
    """Fail with *message* unless *condition* is exactly ``True``.

    A value that only looks true (a non-empty list, an object with its own ``__bool__``) is an author's
    mistake or a student's trick, and fails too. NumPy's and torch's own booleans are accepted.
    """
    if type(condition).__module__.partition(".")[0] in {"numpy", "torch"}:
        condition = bool(condition)
    if condition is not True:
        raise Failure(message, look=look)


def show(value: Any) -> str:
    """A short text for any value, which never runs code of an unknown class."""
    kind = type(value)
    if kind in PLAIN:
        return _short.repr(value)
    module = kind.__module__.partition(".")[0]
    if module == "torch" and hasattr(value, "shape"):
        return f"tensor of shape {tuple(value.shape)}, {str(value.dtype).removeprefix('torch.')}"
    if module == "numpy" and kind.__name__ == "ndarray":
        return f"array of shape {value.shape}, {value.dtype}"
    if module in {"numpy", "torch", "pandas", "datetime", "decimal"}:
        text = repr(value)
        return text if len(text) <= 160 else f"{text[:157]}..."
    return named_type(value)


def named_type(value: Any) -> str:
    """``a list``, ``an int``, ``None``, or ``an object of type Linear``."""
    kind = type(value)
    if value is None:
        return "None"
    remote = getattr(kind, "__remote_type__", None)
    if callable(remote):
        return f"an object of type {remote(value)}"
    name = kind.__name__
    if kind in PLAIN:
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return f"an object of type {name}"
