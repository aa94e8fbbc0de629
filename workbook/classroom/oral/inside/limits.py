"""A limit of time for one piece of the box's work, so that an edit that never ends doesn't cost the rest."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from typing import Any


class TooLong(BaseException):
    """The time is over. No Exception: an answer that catches all of these must not catch it."""


def _stop(*_: Any) -> None:
    raise TooLong


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """End what is inside by TooLong, quietly. For the main thread only."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except TooLong:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Patience:
    """What a task may take: each piece so long, less once some pieces never ended, and all of them together."""

    def __init__(self, piece: float, whole: float = 20.0) -> None:
        self._piece, self._end, self._stopped = piece, time.monotonic() + whole, 0

    @property
    def seconds(self) -> float:
        """For the next piece; 0 if there is no time left."""
        left = self._end - time.monotonic()
        return max(0.0, min(left, self._piece if self._stopped < 3 else self._piece / 10))

    def stopped(self) -> None:
        """A piece didn't end."""
        self._stopped += 1
