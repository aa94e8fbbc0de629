"""How much memory the boxes of a template hold, with what their processes share and what only the kernel holds for them.

Most looks take two short reads for each process: what all of a box's processes have of private pages is more than the box
holds, and if that is within its limit, and the machine's shared pages have not grown, nothing else needs to be known.
Otherwise it is counted in full, at once if forks of the template can't be the reason, else every two seconds: each page once, in parts where several processes share it (``Pss`` in proc(5)); shared
mappings of no file by their size, since pages of one that no process has touched lately are in nobody's count; and sockets
by what their buffers take at most. A box' files are limited by its disk. Memory that would have no owner to be counted by
(memfd, System V, gifts to pipes) is refused to boxes: see seccomp.py.
"""

from __future__ import annotations

import os
import re
import resource
import time
from collections.abc import Callable, Iterable

FREE_SOCKETS = 32
SOCKET_KB = 416
"""The most that the buffers of a socket take: twice ``net.core.wmem_default``, which boxes can't change."""
_SLOW, _RARELY = 0.05, 2.0  # seconds
_PAGE_KB = resource.getpagesize() // 1024
_SHARED = re.compile(rb"([0-9a-f]+)-([0-9a-f]+) ...s ([0-9a-f]+) [0-9a-f:]+ (\d+) +/dev/zero \(deleted\)$", re.M)
"""A line of /proc/PID/maps about memory that processes share without a file."""
_ROLLUP = re.compile(rb"^(Pss_Anon|SwapPss|Private_Hugetlb|Shared_Hugetlb): +(\d+) kB$", re.M)
_MACHINE = re.compile(rb"^(Shmem|SwapTotal|SwapFree): +(\d+) kB$", re.M)


class Watch:
    """Looks at the processes below the calling one."""

    def __init__(self) -> None:
        self._own_kb = 0
        self._least_kb: int | None = None
        self._again = self._rarely = 0.0  # when the next full count may begin: a likely one, any

    def settle(self) -> None:
        """Take note of what the calling process holds itself, which its forks share and are not charged for."""
        self._own_kb = private_kb(os.getpid())

    def over(
        self, boxes: Iterable[tuple[tuple[int, ...], int]], interrupted: Callable[[], bool] = lambda: False
    ) -> list[int]:
        """Which of *boxes* hold more than they may, by their places.

        Each is given by the processes at its top, first one that is in the box' own network, and its limit in KB.
        """
        machine = _machine_kb()
        self._least_kb = machine if self._least_kb is None else min(machine, self._least_kb)
        below = _children()
        found = []
        started = time.monotonic()
        for place, (tops, most_kb) in enumerate(boxes):
            processes = _descendants(tops, below)
            sockets = _sockets_kb(tops[0])
            sizes = list(map(private_kb, processes))
            calm = machine - self._least_kb <= most_kb // 8
            if calm and sum(sizes) + sockets <= most_kb:
                continue
            likely = not calm or sum(map(self._without_ours, sizes)) + sockets > most_kb
            due = started >= (self._again if likely else self._rarely) and not interrupted()
            if due and self._in_full(processes, interrupted) + sockets > most_kb:
                found.append(place)
        took = time.monotonic() - started
        if took > _SLOW:
            self._again = time.monotonic() + took
        if started >= self._rarely:
            self._rarely = time.monotonic() + max(_RARELY, 10 * took)
        return found

    def _without_ours(self, size: int) -> int:
        """What a process has of its own if it has all that it shares with us, as forks have that don't lie."""
        return size - self._own_kb if size >= self._own_kb * 0.8 else size

    def _in_full(self, processes: list[int], interrupted: Callable[[], bool]) -> int:
        """What they hold, each page once; 0 if there is something more urgent than to count it."""
        total = _mappings_kb(processes)
        for pid in processes:
            if interrupted():
                return 0
            total += _part_kb(pid)
        # Pages that forks share with us are in their Pss by the part that falls on them: n of n + 1 at most.
        return total - self._own_kb * len(processes) // (len(processes) + 1)


def _read(path: str) -> bytes:
    """What a file of /proc holds; nothing if the process is gone."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def private_kb(pid: int) -> int:
    """Resident memory that is of no file and in no shared mapping."""
    fields = _read(f"/proc/{pid}/statm").split()
    return (int(fields[1]) - int(fields[2])) * _PAGE_KB if fields else 0


def _machine_kb() -> int:
    """Shared pages of the whole machine, those in tmpfs included, and what is swapped out."""
    facts = {name: int(size) for name, size in _MACHINE.findall(_read("/proc/meminfo"))}
    return facts[b"Shmem"] + facts[b"SwapTotal"] - facts[b"SwapFree"]


def _children() -> dict[int, list[int]]:
    """All processes that can be seen, by their parents."""
    found: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            _, _, fields = _read(f"/proc/{name}/stat").rpartition(b")")
            if fields:
                found.setdefault(int(fields.split(None, 2)[1]), []).append(int(name))
    return found


def _descendants(tops: Iterable[int], below: dict[int, list[int]]) -> list[int]:
    """The processes of *tops* and all that they started."""
    found: dict[int, None] = {}
    pending = [pid for pid in tops if pid]
    while pending:
        pid = pending.pop()
        if pid not in found:
            found[pid] = None
            pending += below.get(pid, ())
    return list(found)


def _part_kb(pid: int) -> int:
    """Private memory of a process, and its part of what it shares with forks; all of it where that isn't told."""
    try:
        found = dict(_ROLLUP.findall(_read(f"/proc/{pid}/smaps_rollup")))
    except PermissionError:
        found = {}
    return sum(map(int, found.values())) if b"Pss_Anon" in found else private_kb(pid)


def _mappings_kb(processes: Iterable[int]) -> int:
    """Size of the shared mappings of no file, each counted once."""
    ends: dict[bytes, int] = {}
    for pid in processes:
        for first, last, offset, inode in _SHARED.findall(_read(f"/proc/{pid}/maps")):
            end = int(offset, 16) + int(last, 16) - int(first, 16)
            ends[inode] = max(end, ends.get(inode, 0))
    return sum(ends.values()) // 1024


def _sockets_kb(pid: int) -> int:
    """What the buffers of all sockets of the box of *pid* take at most, those on their way through others included."""
    first, _, _ = _read(f"/proc/{pid}/net/sockstat").partition(b"\n")
    used = int(first.split()[-1]) if first else 0
    return max(0, used - FREE_SOCKETS) * SOCKET_KB
