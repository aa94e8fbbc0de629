"""What stands at the end of the lesson on serving: its opening questions, and what the student's own answers say to them."""

from __future__ import annotations

from collections.abc import Callable

MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
