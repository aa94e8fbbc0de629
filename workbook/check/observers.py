"""Observers: functions that run next to the answer and send back what they saw.

A test may run in another process than the answer (see docs/grading.md). What needs live objects of the answer, such
as gradients, training steps or a script's files, is done by an observer: in a student's own kernel it is an
ordinary call, in the grader it is carried out in the answer's process. What an observer returns can be forged by a
dishonest answer, so it holds raw observations only: never a verdict, never an expected value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Channel(Protocol):
    """Carries an observer's call to the answer's process. The grader provides it in the test process."""

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the observer registered as *name* there; return its plain data."""


class Beginner(Protocol):
    """Carries an observer's call there without waiting for its end."""

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[], Any]:
        """Have the observer registered as *name* run; return what waits for its plain data."""


_observers: dict[str, Callable[..., Any]] = {}
_channel: Channel | None = None
_beginner: Beginner | None = None
_later: list[Callable[[], object]] | None = None


def beside(function: Callable[P, R]) -> Callable[P, R]:
    """Mark *function*, at the top level of a module that answers can import, as an observer."""
    if function.__module__.partition(".")[0] == "hidden":
        raise TypeError(
            f"{function.__qualname__}: an observer runs beside the answer, where nothing hidden can be imported"
        )
    name = f"{function.__module__}:{function.__qualname__}"

    @functools.wraps(function)
    def observer(*args: P.args, **kwargs: P.kwargs) -> R:
        if _channel is None:
            return function(*args, **kwargs)
        answer: R = _channel(name, args, kwargs)
        return answer

    _observers[name] = function
    return observer


def begin(observer: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Callable[[], R]:
    """Let *observer* begin beside the answer; the function that comes back waits for its result."""
    if _beginner is None:
        return lambda: observer(*args, **kwargs)
    return _beginner(f"{observer.__module__}:{observer.__qualname__}", args, kwargs)


@contextmanager
def part() -> Iterator[list[Callable[[], object]]]:
    """The block gets a list, to which what is given to :func:`afterwards` within it is added.

    Whoever opens the block has to do what is in the list, in its order, once the block has ended. The first of it that fails
    counts, even if the block itself failed later.
    """
    global _later
    outer, _later = _later, []
    try:
        yield _later
    finally:
        _later = outer


def afterwards(compare: Callable[[], object]) -> None:
    """Have *compare* done after this part of the tests cell, so that the answer can go on meanwhile; else at once."""
    if _later is None or _beginner is None:
        compare()
    else:
        _later.append(compare)


def set_channel(channel: Channel | None, beginner: Beginner | None = None) -> None:
    """Send observers' calls through *channel* from now on, and those of :func:`begin` through *beginner*; None: run them here."""
    global _channel, _beginner
    _channel, _beginner = channel, beginner


def find(name: str) -> Callable[..., Any]:
    """The observer registered as *name*; raises KeyError for anything else."""
    return _observers[name]
