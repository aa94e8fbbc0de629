"""Grades what waits, a few submissions at a time, and publishes what was graded.

It lives on the service's event loop; grading runs in processes, the gradebook is written in one thread. All that it knows
is in the store: killed at any moment, it goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor

from workbook.classroom.workers import Crew
from workbook.errors import WorkbookError
from workbook.service.desk import Desk
from workbook.service.grading import Outcome, Publisher, grade, job
from workbook.service.store import Kept

MOST_DEATHS = 4
AGAIN_SECONDS = 5.0
"""After so long it looks again by itself, for what could not be done a moment ago."""
_log = logging.getLogger("workbook.service")


class Worker:
    """One course's grader. Use :meth:`run` as a task, and :meth:`wake` after each hand-in."""

    def __init__(self, desk: Desk, crew: Crew) -> None:
        self._desk, self._crew = desk, crew
        self._publisher = Publisher(desk)
        self._executor: Executor | None = None
        self._one_thread = ThreadPoolExecutor(1, "gradebook")
        self._running: dict[int, asyncio.Task[None]] = {}
        self._news, self._grades = asyncio.Event(), asyncio.Event()
        self.stopped = ""
        """Why nothing can be graded on this machine; empty if it can."""
        self.behind: dict[tuple[str, str], str] = {}
        """Students and units whose grades could not go to the gradebook, and why."""

    def wake(self) -> None:
        """There is something to do."""
        self._news.set()

    async def run(self) -> None:
        """Work until cancelled. Graders don't wait for the gradebook."""
        publishing = asyncio.create_task(self._again_and_again(self._publish, self._grades))
        try:
            await self._again_and_again(self._fill, self._news)
        finally:
            for task in (publishing, *self._running.values()):
                task.cancel()
            await asyncio.gather(publishing, return_exceptions=True)
            self._shut_down()
            self._one_thread.shutdown(wait=True)
            self._crew.close()

    @staticmethod
    async def _again_and_again(step: Callable[[], Awaitable[None]], news: asyncio.Event) -> None:
        while True:
            news.clear()
            try:
                await step()
            except WorkbookError as error:  # the store is busy: it is asked again
                _log.error("%s", error.message)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(news.wait(), AGAIN_SECONDS)

    async def _fill(self) -> None:
        """Begin what there is room for. One whose grader died is graded alone, so that it takes no others with it."""
        waiting = await asyncio.to_thread(self._desk.store.waiting)
        suspects = any(kept.tries for kept in waiting)
        for kept in waiting:
            if len(self._running) >= (1 if suspects else self._crew.size):
                return
            if kept.number not in self._running:
                self._running[kept.number] = asyncio.create_task(self._grade(kept))

    async def _grade(self, kept: Kept) -> None:
        try:
            await self._graded(kept)
        except (WorkbookError, OSError) as error:
            _log.error("submission %d: %s", kept.number, error)
            await asyncio.sleep(AGAIN_SECONDS)  # it stays in the queue
        finally:
            self._running.pop(kept.number, None)
            self._news.set()
            self._grades.set()

    async def _graded(self, kept: Kept) -> None:
        work = await asyncio.to_thread(job, self._desk, kept)
        executor = self._executor = self._executor or self._crew.make()
        try:
            outcome = await asyncio.wrap_future(executor.submit(grade, work))
        except BrokenExecutor:
            await self._died(kept, executor)
            return
        except (OSError, MemoryError) as error:  # the machine's trouble is nobody's answer: it stays in the queue
            await asyncio.to_thread(self._desk.store.died, kept.number)
            self.stopped = f"the machine is short of something: {type(error).__name__}: {error}"
            _log.error("submission %d waits, since %s", kept.number, self.stopped)
            await asyncio.sleep(AGAIN_SECONDS)
            return
        except Exception as error:  # noqa: BLE001  (a fault of ours must not cost the others their grades)
            _log.exception("submission %d could not be graded", kept.number)
            outcome = Outcome({}, 0, problem=f"the grader itself failed: {type(error).__name__}")
        await self._keep(kept, outcome)

    async def _keep(self, kept: Kept, outcome: Outcome) -> None:
        store, self.stopped = self._desk.store, outcome.stop
        if outcome.stop:
            _log.error("nothing can be graded: %s", outcome.stop)
            await asyncio.sleep(AGAIN_SECONDS)  # it stays in the queue
        elif not outcome.result:
            await asyncio.to_thread(store.fail, kept.number, kept.round, outcome.problem or "nothing could be graded")
        else:
            when = self._desk.clock()
            await asyncio.to_thread(
                store.finish, kept.number, kept.round, when, outcome.lessons, outcome.max_points, outcome.result,
                outcome.problem,
            )  # fmt: skip

    async def _died(self, kept: Kept, executor: Executor) -> None:
        if self._executor is executor:  # the first of those that it took with it
            self._shut_down()
        deaths = await asyncio.to_thread(self._desk.store.died, kept.number)
        _log.warning("a grader died over submission %d (%d of %d)", kept.number, deaths, MOST_DEATHS)
        if deaths >= MOST_DEATHS:
            problem = f"the grading process died {deaths} times while it graded this"
            await asyncio.to_thread(self._desk.store.fail, kept.number, kept.round, problem)

    async def _publish(self) -> None:
        loop = asyncio.get_running_loop()
        for student, unit in await asyncio.to_thread(self._desk.store.unpublished):
            try:
                await loop.run_in_executor(self._one_thread, self._publisher.publish, student, unit)
                self.behind.pop((student, unit), None)
            except Exception as error:  # noqa: BLE001  (whatever is wrong with one, the others go on; it is tried again)
                self.behind[student, unit] = f"{error}" if isinstance(error, WorkbookError) else type(error).__name__
                known = isinstance(error, WorkbookError | OSError)
                _log.error("grades in %s can't go to the gradebook: %s", unit, error, exc_info=not known)

    def _shut_down(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)
