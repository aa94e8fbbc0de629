"""Workers on a simulated clock, and what is seen of a scheduler that uses them (lesson 2). Nothing waits for real time."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbook.check.observers import beside

Attempt = tuple[int | None, bool]
"""How long an attempt takes, in seconds (None: it hangs), and whether it succeeds."""
MOST_CALLS = 20_000


class Pool:
    """Runs tasks by a script: what each attempt of a task will do stands there. `now` is the simulated time in seconds.

    *script* has for each task its attempts in turn; the last one is repeated. `log` is what happened: (moment, what, task),
    where what is "start", "done", "failed" or "stop".
    """

    def __init__(self, script: Mapping[str, Sequence[Attempt]]) -> None:
        self._script = {name: list(attempts) for name, attempts in script.items()}
        self._tries = dict.fromkeys(script, 0)
        self._running: dict[str, tuple[float, bool]] = {}
        self._calls = 0
        self.now: float = 0
        self.log: list[tuple[float, str, str]] = []

    def start(self, name: str) -> None:
        """Begin an attempt of the task *name*. It occupies a worker until it has ended or is stopped."""
        self._count()
        if name not in self._script:
            raise KeyError(f"there is no task {name!r}")
        if name in self._running:
            raise RuntimeError(f"{name} runs already")
        attempts = self._script[name]
        seconds, good = attempts[min(self._tries[name], len(attempts) - 1)]
        self._tries[name] += 1
        self._running[name] = (math.inf if seconds is None else self.now + seconds, good)
        self.log.append((self.now, "start", name))

    def stop(self, name: str) -> None:
        """End the running attempt of *name*; its worker is free again."""
        self._count()
        if name not in self._running:
            raise RuntimeError(f"{name} does not run, so it can't be stopped")
        del self._running[name]
        self.log.append((self.now, "stop", name))

    def wait(self, until: float | None = None) -> list[tuple[str, bool]]:
        """Let time pass until a running task ends, or until the moment *until*, whichever comes first.

        Returns (name, succeeded) of all tasks that ended at this moment, in the order in which they were started; an empty list if
        none did. A task that ends exactly at *until* has ended. Raises RuntimeError where it would wait for ever.
        """
        self._count()
        first = min((end for end, _ in self._running.values()), default=math.inf)
        limit = math.inf if until is None else float(until)
        if min(first, limit) == math.inf:
            raise RuntimeError("no running task will ever end, and no moment is given: this waits for ever")
        if first > limit:
            self.now = max(self.now, int(limit) if limit == int(limit) else limit)
            return []
        self.now = first
        ended = [(name, good) for name, (end, good) in self._running.items() if end == first]
        for name, good in ended:
            del self._running[name]
            self.log.append((self.now, "done" if good else "failed", name))
        return ended

    def _count(self) -> None:
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise RuntimeError(f"the pool was asked {MOST_CALLS} times: the scheduler doesn't come to an end")


@beside
def scheduled(
    answer: Callable[..., Any], tasks: dict[str, dict[str, Any]], workers: int, script: dict[str, list[Attempt]]
) -> dict[str, Any]:
    """Run the scheduler *answer* on a new pool: what it returned, what the pool saw, and whether *tasks* is as it was."""
    pool, given = Pool(script), copy.deepcopy(tasks)
    seen: dict[str, Any] = {"states": None, "came": "", "error": "", "kinds": []}
    try:
        states = answer(given, workers, pool)
        seen["came"] = f"{type(states).__name__}, {states!r}"[:160]
        if isinstance(states, dict):
            seen["states"] = {str(name): state if type(state) is str else repr(state) for name, state in states.items()}
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"[:300]
        seen["kinds"] = [kind.__name__ for kind in type(error).__mro__]
    return {**seen, "log": pool.log[:3000], "kept": given == tasks and list(given) == list(tasks)}


@beside
def leaves_alone(answer: Callable[..., Any], needs: dict[str, list[str]]) -> bool:
    """Whether ``answer(needs)`` leaves its argument as it was, names and lists in their order."""
    given = copy.deepcopy(needs)
    answer(given)
    return list(given.items()) == list(needs.items())


@beside
def refused(answer: Callable[..., Any], needs: dict[str, list[str]]) -> dict[str, Any]:
    """The text and the classes of the error that ``answer(needs)`` raises; else what it returns, in words."""
    try:
        came = answer(copy.deepcopy(needs))
    except Exception as error:  # noqa: BLE001
        kinds = [kind.__name__ for kind in type(error).__mro__]
        return {"text": str(error)[:200_000], "kinds": kinds, "came": f"{kinds[0]}: {error}"[:160]}
    return {"text": "", "kinds": [], "came": f"{type(came).__name__}, {came!r}"[:160]}
