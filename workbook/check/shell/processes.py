"""The processes of one run: counted, named and killed, also those that left their process group.

Linux tells of them in /proc, which is read here directly, many times a second. Elsewhere psutil asks the system.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
import uuid
from collections.abc import Callable
from typing import Protocol

VARIABLE = "WORKBOOK_SCRIPT_RUN"


class _Table(Protocol):
    """What the system tells of its processes. Of one that has ended it tells nothing."""

    def ids(self) -> set[int]: ...

    def command_line(self, pid: int) -> list[str]: ...

    def session_of(self, pid: int) -> int: ...

    def is_dying(self, pid: int) -> bool: ...

    def has_variable(self, pid: int, name: str, value: str) -> bool: ...


_PENDING = re.compile(rb"^(?:SigPnd|ShdPnd):\s*([0-9a-f]+)$", re.MULTILINE)


class _Proc:
    """The table of Linux, from /proc."""

    def ids(self) -> set[int]:
        return {int(name) for name in os.listdir("/proc") if name.isdigit()}

    @staticmethod
    def _read(pid: int, what: str) -> bytes:
        try:
            with open(f"/proc/{pid}/{what}", "rb") as stream:
                return stream.read()
        except OSError:
            return b""

    def command_line(self, pid: int) -> list[str]:
        return self._read(pid, "cmdline").decode("utf-8", "backslashreplace").split("\0")[:-1]

    def session_of(self, pid: int) -> int:
        fields = self._read(pid, "stat").rpartition(b")")[2].split()
        return int(fields[3]) if len(fields) > 3 and fields[0] not in (b"Z", b"X") else 0

    def is_dying(self, pid: int) -> bool:
        found = _PENDING.findall(self._read(pid, "status"))
        return any(int(mask, 16) >> (signal.SIGKILL - 1) & 1 for mask in found)

    def has_variable(self, pid: int, name: str, value: str) -> bool:
        return f"{name}={value}".encode() in self._read(pid, "environ").split(b"\0")


class _Psutil:
    """The table of other systems."""

    def ids(self) -> set[int]:
        import psutil

        return set(psutil.pids())

    def command_line(self, pid: int) -> list[str]:
        import psutil

        try:
            return list(psutil.Process(pid).cmdline())
        except psutil.Error:
            return []

    def session_of(self, pid: int) -> int:
        import psutil

        try:
            return 0 if psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD) else os.getsid(pid)
        except (psutil.Error, OSError):
            return 0

    def is_dying(self, pid: int) -> bool:
        return False  # which no other system tells

    def has_variable(self, pid: int, name: str, value: str) -> bool:
        import psutil

        try:
            return psutil.Process(pid).environ().get(name) == value
        except (psutil.Error, OSError):
            return False


_table: _Table = _Proc() if sys.platform.startswith("linux") else _Psutil()


def process_ids() -> set[int]:
    """The ids of all processes that can be seen."""
    return _table.ids()


def command_line(pid: int) -> list[str]:
    """The words of a process' command line; empty when it has ended."""
    return _table.command_line(pid)


def is_dying(pid: int) -> bool:
    """Whether a process that still runs has been killed, and only waits for a processor to end on."""
    return _table.is_dying(pid)


def session_of(pid: int) -> int:
    """The session of a process that runs; 0 when it has ended, or ended and waits for its parent."""
    return _table.session_of(pid)


class Family:
    """All processes started with the variable ``mark`` in their environment, or in one of ``sessions``."""

    def __init__(self) -> None:
        self.mark = {VARIABLE: uuid.uuid4().hex}
        self.sessions: set[int] = set()
        self._before = process_ids()
        self._strangers: set[int] = set()

    def members(self) -> list[int]:
        """Those that run now."""
        there = process_ids()
        self._strangers &= there
        return sorted(pid for pid in there - self._before - self._strangers if self._is_member(pid))

    def _is_member(self, pid: int) -> bool:
        """A process that is just turning into another program shows no environment, or half of one, for a moment."""
        for _ in range(10):
            session = session_of(pid)
            if not session:
                return False
            if session in self.sessions or _table.has_variable(pid, VARIABLE, self.mark[VARIABLE]):
                return True
            time.sleep(0.001)
        self._strangers.add(pid)
        return False

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
