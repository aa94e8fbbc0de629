"""Run tasks on anything with the standard ``concurrent.futures.Executor`` interface, and survive its deaths.

A local pool of processes by default, each with its own warm template; a Dask cluster when a scheduler is named.
A task whose worker dies is tried again, alone, and given up by name after a few deaths; nothing stops the others.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workbook.errors import WorkbookError

Task = TypeVar("Task")
Made = TypeVar("Made")

MOST_ATTEMPTS = 4


class WorkerDied(WorkbookError):
    """The process that worked on a task died, each time it was tried."""


@dataclass
class Crew:
    """An executor that can be made anew, and how many tasks it should be given at a time."""

    make: Callable[[], Executor]
    size: int
    close: Callable[[], None] = lambda: None


def local_crew(jobs: int | None = None) -> Crew:
    """A pool of *jobs* processes (default: one for each processor that we may use)."""
    size = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")  # a fork would inherit threads and locks of the progress bar

    def make() -> Executor:
        return ProcessPoolExecutor(size, mp_context=context, initializer=_follow_parent)

    return Crew(make, size)


def dask_crew(address: str) -> Crew:
    """The workers of the Dask cluster whose scheduler is at *address*. Raises WorkbookError when it can't be used."""
    try:
        from distributed import Client
    except ImportError:
        raise WorkbookError("--scheduler needs Dask.", "Run: pip install 'ai-engineer-workbook[cluster]'") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkbookError(
            f"No Dask scheduler answers at {address}: {error}",
            "Start one: dask scheduler, and dask worker ADDRESS --nthreads 1",
        ) from error
    threads = client.nthreads()
    size = len(threads)
    if any(count != 1 for count in threads.values()):
        client.close()
        raise WorkbookError(
            f"Workers of the Dask cluster at {address} have more than one thread, which mix the templates' replies.",
            f"Start them with one each: dask worker {address} --nthreads 1",
        )
    if not size:
        client.close()
        raise WorkbookError(
            f"The Dask cluster at {address} has no workers.", f"Start one: dask worker {address} --nthreads 1"
        )
    return Crew(lambda: client.get_executor(retries=2), size, client.close)


def _follow_parent() -> None:
    """Let this worker end when the process that made it is gone, even if that was killed."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@dataclass
class _Try(Generic[Task]):
    task: Task
    attempts: int = 0


class Dispatcher(Generic[Task, Made]):
    """Hands tasks to a crew, a few more than it has workers, so that memory stays flat however long the list is."""

    def __init__(self, crew: Crew, work: Callable[[Task], Made]) -> None:
        self._crew, self._work = crew, work
        self._executor: Executor | None = None
        self._running: dict[Future[Any], _Try[Task]] = {}
        self._again: deque[_Try[Task]] = deque()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Made | BaseException]]:
        """Yield each task with what the work returned or raised, in the order in which they finish."""
        waiting, finished = iter(tasks), False
        try:
            while self._fill(waiting) or self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    if future in self._running:  # not if an earlier one of this round broke the pool
                        yield from self._finish(future)
            finished = True
        finally:
            self._shut_down(wait=finished)
            self._crew.close()

    def _fill(self, waiting: Iterator[Task]) -> bool:
        """Submit what there is room for; whether anything was submitted."""
        submitted = False
        while len(self._running) < self._room():
            attempt = self._again.popleft() if self._again else None
            if attempt is None:
                task = next(waiting, _NOTHING)
                if task is _NOTHING:
                    break
                attempt = _Try(task)  # type: ignore[arg-type]
            self._submit(attempt)
            submitted = True
        return submitted

    def _room(self) -> int:
        """A task that saw its worker die runs alone, so that it can't take others with it again."""
        suspects = bool(self._again) or any(attempt.attempts for attempt in self._running.values())
        return 1 if suspects else self._crew.size * 2

    def _submit(self, attempt: _Try[Task]) -> None:
        for _ in range(3):  # a pool may break between two tasks
            if self._executor is None:
                self._executor = self._crew.make()
            try:
                self._running[self._executor.submit(self._work, attempt.task)] = attempt
                return
            except BrokenExecutor:
                self._renew([])
        raise WorkerDied("No worker process can be started.", "Is there memory and are there process ids left?")

    def _finish(self, future: Future[Any]) -> Iterator[tuple[Task, Made | BaseException]]:
        attempt = self._running.pop(future)
        try:
            yield attempt.task, future.result()
        except (BrokenExecutor, CancelledError) as error:
            self._renew([attempt])
            yield from self._give_up(error)
        except Exception as error:  # noqa: BLE001  (whatever a cluster raises concerns this task alone)
            if type(error).__name__ == "KilledWorker":  # Dask's word for it; it has tried again by itself
                error = WorkerDied(f"the worker died while it graded this ({error})")
            yield attempt.task, error

    def _give_up(self, error: BaseException) -> Iterator[tuple[Task, BaseException]]:
        for attempt in list(self._again):
            if attempt.attempts >= MOST_ATTEMPTS:
                self._again.remove(attempt)
                died = WorkerDied(f"the grading process died {attempt.attempts} times while it graded this ({error})")
                yield attempt.task, died

    def _renew(self, dead: list[_Try[Task]]) -> None:
        """After a death: all that was under way is to be done again, in a new pool."""
        dead = [*dead, *self._running.values()]
        self._running.clear()
        for attempt in dead:
            attempt.attempts += 1
        self._again.extend(dead)
        self._shut_down(wait=False)

    def _shut_down(self, *, wait: bool) -> None:
        if self._executor is not None:
            for future in self._running:
                future.cancel()  # not every executor's shutdown takes cancel_futures
            self._executor.shutdown(wait=wait)
            self._executor = None


_NOTHING = object()
