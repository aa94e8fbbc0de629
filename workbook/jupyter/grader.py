"""The server's side of the grader's process: one request at a time, none of them on the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from workbook.errors import WorkbookError

_LINE = 64 * 1024 * 1024  # bytes of one reply, at most
_LOST = "The grader ended before it was done; perhaps the machine is short of memory."


class Grader:
    """Starts the process when it is first needed, and again when it was lost. One event loop uses it."""

    def __init__(self, course: Path) -> None:
        self._course = course
        self._process: asyncio.subprocess.Process | None = None
        self._turn: asyncio.Lock | None = None
        self._warming: asyncio.Task[None] | None = None
        self._warmed: set[str] = set()

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to *request*. Raises WorkbookError, with what to do, when it could not be done.

        When the caller is cancelled meanwhile, the process is ended with all that it runs.
        """
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            process = await self._started()
            try:
                reply = await self._exchange(process, request)
            except asyncio.CancelledError:
                await self._end()
                raise
            except (OSError, ValueError) as error:
                await self._end()
                raise WorkbookError(_LOST, "Try again.") from error
        if "error" in reply:
            raise WorkbookError(str(reply["error"]["message"]), str(reply["error"]["mend"]))
        return reply

    def warm(self, unit: str, lesson: str) -> None:
        """Have the unit's template made ready in the background, unless it was already, or another one is being made."""
        if unit in self._warmed or (self._warming is not None and not self._warming.done()):
            return
        self._warmed.add(unit)
        self._warming = asyncio.create_task(self._warm(unit, lesson))

    async def _warm(self, unit: str, lesson: str) -> None:
        with contextlib.suppress(WorkbookError):  # the first check says it
            await self.ask({"do": "warm", "unit": unit, "lesson": lesson})

    @staticmethod
    async def _exchange(process: asyncio.subprocess.Process, request: dict[str, Any]) -> dict[str, Any]:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        await process.stdin.drain()
        line = await process.stdout.readline()
        reply: dict[str, Any] = json.loads(line)  # of nothing, where it has ended: ValueError
        return reply

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "workbook.jupyter.process", str(self._course),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE, start_new_session=True,
            )  # fmt: skip
        return self._process

    async def _end(self) -> None:
        """End the process; the sandbox below it ends with it."""
        process, self._process = self._process, None
        self._warmed.clear()
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def close(self) -> None:
        """End what is still there."""
        if self._warming is not None:
            self._warming.cancel()
        await self._end()
