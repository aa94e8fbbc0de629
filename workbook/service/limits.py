"""How much one sender may ask, and how much all of them together: what is more is refused at once, with when to come back."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from workbook.grading.door import MAX_BYTES

OVERHEAD = 1 << 20
"""Of a request's body over its files."""
HTTP: dict[str, Any] = {"max_body_size": MAX_BYTES + 2 * OVERHEAD, "idle_connection_timeout": 60, "body_timeout": 120}
"""Of Tornado's server; seconds. Who sends more slowly than that is cut off."""


class Rate:
    """Each name may ask *burst* times at once, and *a_minute* times a minute for long."""

    def __init__(
        self, a_minute: float, burst: int, most_names: int = 20_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fill, self._burst, self._most, self._clock = a_minute / 60, burst, most_names, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> int:
        """0 and one less to ask, or the seconds until *name* may ask again."""
        now = self._clock()
        left, then = self._left.get(name, (float(self._burst), now))
        left = min(self._burst, left + (now - then) * self._fill)
        self._left[name] = (left - 1 if left >= 1 else left, now)
        self._left.move_to_end(name)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) / self._fill)


class Room:
    """Bytes that may be under way to the service at once, from each sender one body at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: dict[str, int] = {}

    @property
    def taken(self) -> int:
        """Bytes that are under way."""
        return sum(self._taken.values())

    def take(self, name: str, size: int) -> bool:
        """Whether there is room for *size* more of *name*'s, which is taken then."""
        if name in self._taken or self.taken + size > self._most:
            return False
        self._taken[name] = size
        return True

    def give(self, name: str) -> None:
        """Give back what was taken."""
        self._taken.pop(name, None)
