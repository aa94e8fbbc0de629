"""What goes wrong in the answer process, as the test process knows it."""

from __future__ import annotations

import builtins
import sys
from typing import Any


class AnswerGone(BaseException):
    """The answer process ended or was stopped. No ``except Exception`` of a test keeps it."""


class AnswerError(Exception):
    """An exception in the answer. ``where`` says in which of the student's lines, and ``kinds`` its classes' names."""

    where = ""
    kinds: tuple[str, ...] = ()

    def __init__(self, message: str = "") -> None:
        self.message = message

    def __str__(self) -> str:
        return self.message

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{type(self).__name__} carries only its message across the boundary, not {name!r}")


class Misuse(TypeError):
    """A test asks for what can't cross the boundary: the author's mistake, not the answer's."""

    is_the_tests = True
    """No check takes it for an error of the answer's."""


_ERRORS: dict[str, type[Exception]] = {
    f"builtins.{name}": kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, Warning | StopIteration | StopAsyncIteration | BaseExceptionGroup)
}
_LIBRARY_ERRORS = {
    "sqlite3": ("Error", "DatabaseError", "OperationalError", "IntegrityError", "ProgrammingError"),
    "json.decoder": ("JSONDecodeError",),
    "subprocess": ("CalledProcessError", "TimeoutExpired"),
    "decimal": ("InvalidOperation", "DivisionByZero"),
    "torch": ("OutOfMemoryError",),
}


def known_error(name: str) -> type[Exception] | None:
    """The error class that both processes have under this dotted name."""
    module, _, kind = name.rpartition(".")
    if kind in _LIBRARY_ERRORS.get(module, ()):
        found = getattr(sys.modules.get(module), kind, None)
        return found if isinstance(found, type) else None
    return _ERRORS.get(name)


def name_of(error: Exception) -> str:
    """The name of the built-in class that *error* is closest to."""
    for kind in type(error).__mro__:
        if getattr(builtins, kind.__name__, None) is kind:
            return str(kind.__name__)
    return "RuntimeError"
