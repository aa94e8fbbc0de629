"""The processes of one run, found in /proc: counted, named and killed, also those that left their process group."""

from __future__ import annotations

import contextlib
import os
import signal
import time
import uuid
from collections.abc import Callable

VARIABLE = "WORKBOOK_SCRIPT_RUN"


def process_ids() -> set[int]:
    """The ids of all processes that can be seen."""
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def _read(pid: int, what: str) -> bytes:
    try:
        with open(f"/proc/{pid}/{what}", "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def command_line(pid: int) -> list[str]:
    """The words of a process' command line; empty when it has ended."""
    return _read(pid, "cmdline").decode("utf-8", "backslashreplace").split("\0")[:-1]


def session_of(pid: int) -> int:
    """The session of a process that runs; 0 when it has ended, or ended and waits for its parent."""
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[3]) if len(fields) > 3 and fields[0] not in (b"Z", b"X") else 0


class Family:
    """All processes started with the variable ``mark`` in their environment, or in one of ``sessions``."""

    def __init__(self) -> None:
        self.mark = {VARIABLE: uuid.uuid4().hex}
        self.sessions: set[int] = set()
        self._before = process_ids()

    def members(self) -> list[int]:
        """Those that run now."""
        mark = f"{VARIABLE}={self.mark[VARIABLE]}".encode()
        found = []
        for pid in process_ids() - self._before:
            session = session_of(pid)
            if session and (session in self.sessions or mark in _read(pid, "environ").split(b"\0")):
                found.append(pid)
        return sorted(found)

    def kill(self, spare: Callable[[int], bool] = lambda pid: False) -> None:
        """Kill every member but those to spare, until none is left (a moment at most)."""
        for _ in range(200):
            # Whole groups first: what starts new processes faster than they can be listed dies at one stroke.
            for group in self.sessions:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)
            left = [pid for pid in self.members() if not spare(pid)]
            if not left:
                return
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.002)
