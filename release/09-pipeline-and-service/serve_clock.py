"""An event loop whose clock jumps: it never waits, so that a second of ``asyncio.sleep`` takes no time and every run is alike.

Threads are real: while one works for the loop, the clock stands still until it is done.
"""

from __future__ import annotations

import asyncio
import selectors
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from anyio.to_thread import current_default_thread_limiter

__all__ = ["Idle", "VirtualLoop", "in_virtual_time"]

PATIENCE = 14.0
"""Real seconds that a thread may work before the run is given up."""
LAST = 1.0
"""Real seconds that a thread may still work once the run is over."""


class Idle(RuntimeError):
    """Nothing will ever happen again: no timer, no thread at work, and somebody still waits."""


class _Jumping(selectors.SelectSelector):
    """A selector that moves its loop's clock forward in place of waiting."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self.loop.threads():
            ready = super().select(LAST if self.loop.ended else PATIENCE)
            if not ready:
                raise Idle("a thread has been at work for too long")
            return ready
        if timeout is None:
            if self.loop.strangers():
                ready = super().select(1.0)
            if not ready:
                raise Idle("nothing is going to happen any more")
            return ready
        self.loop.jump()
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that begins at 0.0 s, and goes from one timer to the next at once."""

    def __init__(self) -> None:
        selector = _Jumping()
        selector.loop = self
        self.now = 0.0
        self.ended = False
        self._jobs = 0
        self._known = set(threading.enumerate())
        super().__init__(selector)

    def time(self) -> float:
        """Seconds since the loop was made, by its own clock."""
        return self.now

    def jump(self) -> None:
        """Go to the next timer."""
        timers: list[Any] = getattr(self, "_scheduled", [])
        if timers:
            self.now = max(self.now, timers[0].when())

    def threads(self) -> int:
        """How many threads work for this loop just now."""
        try:
            return self._jobs + current_default_thread_limiter().borrowed_tokens
        except Exception:  # noqa: BLE001  (outside of a task there is no limiter, and so no thread of its)
            return self._jobs

    def strangers(self) -> bool:
        """Whether threads run that were not there when the loop was made: they may still wake it."""
        return bool(set(threading.enumerate()) - self._known)

    def run_in_executor(  # type: ignore[override]  # the stubs give it type variables of their own
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> Any:
        """As ever; the job is counted until it is done."""
        self._jobs += 1
        job = super().run_in_executor(executor, func, *args)

        def ended(_: Any) -> None:
            self._jobs -= 1

        job.add_done_callback(ended)
        return job


def in_virtual_time(main: Callable[[VirtualLoop], Coroutine[Any, Any, Any]]) -> Any:
    """What ``main(loop)`` returns, run on a loop of its own in a thread of its own; a notebook's loop goes on beside it.

    Raises :class:`Idle` if it would wait for ever, and whatever it raises itself.
    """
    came: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        loop = VirtualLoop()
        loop.set_exception_handler(lambda _loop, _context: None)
        try:
            came.append(loop.run_until_complete(main(loop)))
        except BaseException as error:  # noqa: BLE001  (it is raised again in the caller's thread)
            failed.append(error)
        finally:
            _close(loop)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return came[0]


def _close(loop: VirtualLoop) -> None:
    """Cancel what is left, and let go of the loop's threads."""
    loop.ended = True
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    try:
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=60))
    except (Idle, RuntimeError):
        pass
    loop.close()
