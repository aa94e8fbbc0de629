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

    def has_variable(self, pid: int, name: str, value: str) -> bool | None:
        """``None`` while the process shows no environment: it is turning into another program."""


_PENDING = re.compile(rb"^(?:SigPnd|ShdPnd):\s*([0-9a-f]+)$", re.MULTILINE)
_KERNEL_THREAD = 0x200000
"""In the flags of /proc/PID/stat; such a thread never has an environment."""


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

    def _fields(self, pid: int) -> list[bytes]:
        """Of /proc/PID/stat, from the state on."""
        return self._read(pid, "stat").rpartition(b")")[2].split()

    def session_of(self, pid: int) -> int:
        fields = self._fields(pid)
        return int(fields[3]) if len(fields) > 3 and fields[0] not in (b"Z", b"X") else 0

    def is_dying(self, pid: int) -> bool:
        found = _PENDING.findall(self._read(pid, "status"))
        return any(int(mask, 16) >> (signal.SIGKILL - 1) & 1 for mask in found)

    def has_variable(self, pid: int, name: str, value: str) -> bool | None:
        shown = self._read(pid, "environ")
        if shown or not os.access(f"/proc/{pid}/environ", os.R_OK):
            return f"{name}={value}".encode() in shown.split(b"\0")
        fields = self._fields(pid)
        return False if len(fields) > 6 and int(fields[6]) & _KERNEL_THREAD else None


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

    def has_variable(self, pid: int, name: str, value: str) -> bool | None:
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


_TRIES, _TRIES_OF_A_STRANGER = 200, 10
"""How often one look asks, a millisecond apart, for a process' environment."""


class Family:
    """All processes started with the variable ``mark`` in their environment, or in one of ``sessions``."""

    def __init__(self) -> None:
        self.mark = {VARIABLE: uuid.uuid4().hex}
        self.sessions: set[int] = set()
        self._before = process_ids()
        self._strangers: set[int] = set()
        self._known: set[int] = set()

    def members(self) -> list[int]:
        """Those that run now."""
        there = process_ids()
        self._strangers &= there
        self._known &= there
        return sorted(pid for pid in there - self._before - self._strangers if self._is_member(pid))

    def _is_member(self, pid: int) -> bool:
        """A process that is just turning into another program shows no environment, or half of one, for a moment.

        On a busy machine the moment can last: who shows none is asked again, now and at the next look. Only who shows
        one without the mark, and still does a little later, is a stranger for good.
        """
        without_mark = 0
        for _ in range(_TRIES):
            session = session_of(pid)
            if not session:
                return False
            marked = pid in self._known or _table.has_variable(pid, VARIABLE, self.mark[VARIABLE])
            if marked or session in self.sessions:
                self._known.add(pid)
                return True
            without_mark += marked is False
            if without_mark == _TRIES_OF_A_STRANGER:
                self._strangers.add(pid)
                return False
            time.sleep(0.001)
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
