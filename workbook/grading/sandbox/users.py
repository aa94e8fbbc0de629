"""Users outside of the boxes: each box is one of its own, so that what the kernel counts by user is never shared.

Descriptors on their way through sockets, buffers of pipes, watches and, on older kernels, processes are limited for each
user of the machine, whatever namespaces there are. A template therefore holds a block of numbers that belong to nobody,
and each of its boxes has one of them to itself. A block is held by an abstract socket whose name holds its first number:
the kernel lets one process of the machine have that name, and takes it back when the last holder is gone.

An ordinary user has such numbers through newuidmap (see outer.py). Where there are none, all boxes are the caller's own
user, and one notebook is graded at a time on this machine: see :func:`alone`.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import resource
import socket
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbook.errors import EngineFault, SandboxUnavailable

BLOCK = 64
"""Numbers of one template: many more than it has boxes at a time, so that each rests before it is used again."""
UNUSED = range(1_879_048_192, 2_147_483_647)
"""Numbers that no system gives to anybody, by https://systemd.io/UIDS-GIDS; Linux itself has twice as many."""
_NOBODY = 65534
_TRIES = 1000
_DESCRIPTORS = 8192
NOTICE = (
    "Boxes share your own user here, so that one notebook is graded at a time, whatever the number of workers: an answer "
    "could else use up what the kernel grants a user, and take it from another answer. Install newuidmap ('apt install "
    "uidmap') and see to it that /etc/subuid and /etc/subgid name you, or grade as root in a virtual machine."
)

Ids = tuple[int, int, int]
"""A line of /proc/PID/uid_map: first number inside, first number outside, how many."""


def mapped(process: Path = Path("/proc/self")) -> list[Ids]:
    """The numbers that are users and groups alike in the user namespace of *process*."""
    users, groups = (list(_lines((process / f"{kind}_map").read_text())) for kind in ("uid", "gid"))
    found = []
    for first, outside, count in users:
        for other, _, others in groups:
            start, end = max(first, other), min(first + count, other + others)
            if end > start:
                found.append((start, outside + start - first, end - start))
    return found


def _lines(text: str) -> Iterator[Ids]:
    for line in text.splitlines():
        first, outside, count = map(int, line.split())
        yield first, outside, count


def _blocks(maps: Sequence[Ids]) -> list[tuple[range, int]]:
    """Ranges of numbers that may be given to boxes, and what to add to one for its number outside."""
    found = []
    for first, outside, count in maps:
        if first <= UNUSED.start and first + count >= UNUSED.stop:
            return [(UNUSED, outside - first)]
        upper = range(first + count // 2, min(first + count, _NOBODY))  # the lower ones may be a container's own users
        if len(upper) >= BLOCK:
            found.append((upper, outside - first))
    return found


class Users:
    """The users of one template's boxes, of numbers that *maps* has. ``shared``: there are none."""

    def __init__(self, maps: Sequence[Ids]) -> None:
        self.hold: socket.socket | None = None
        self._first, self._next = 0, 0
        self._taken: set[int] = set()
        ranges = _blocks(maps)
        self.shared = not ranges
        if self.shared:
            _more_descriptors()
            return
        for _ in range(_TRIES):
            numbers, add = random.SystemRandom().choice(ranges)
            first = numbers.start + random.SystemRandom().randrange(len(numbers) // BLOCK) * BLOCK
            hold = _bound(f"workbook-boxes-{first + add}")
            if hold is not None:
                self.hold, self._first = hold, first
                return
        raise EngineFault("All users that boxes could be are taken.", "Are thousands of graders running here?")

    def take(self) -> int:
        """A user that no other box is now; 0 where boxes share one. Raises EngineFault when all are taken."""
        if self.shared:
            return 0
        for _ in range(BLOCK):
            self._next = (self._next + 1) % BLOCK
            if self._next not in self._taken:
                self._taken.add(self._next)
                return self._first + self._next
        raise EngineFault(f"A template has more than {BLOCK} boxes: some were never ended.")

    def give_back(self, user: int) -> None:
        """A box has ended, with all that it started."""
        self._taken.discard(user - self._first)

    def close(self) -> None:
        """Let others have the block, once the template is gone too."""
        if self.hold is not None:
            self.hold.close()


def _bound(name: str) -> socket.socket | None:
    """A socket with this abstract name, or None if another one has it."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        made.bind(b"\0" + name.encode())
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise
    return made


def _more_descriptors() -> None:
    """The kernel lets a user send a descriptor if fewer are on their way than the sender may open.

    A box that shares our user may leave some 1,300 on their way; we must be able to send ours all the same.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _DESCRIPTORS:
        most = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _DESCRIPTORS)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


@contextmanager
def alone() -> Iterator[None]:
    """While this lasts, no other process of this user is in it. Raises SandboxUnavailable if that can't be had.

    flock itself: the kernel wakes the next at once, where filelock would look every 50 ms, for each notebook.
    """
    place = _own_folder() / "workbook-boxes.lock"
    number = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _own_folder() -> Path:
    """A folder of this machine that is this user's alone."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    place = Path(given) if given and os.path.isdir(given) else Path(tempfile.gettempdir(), f"workbook-{os.getuid()}")
    place.mkdir(mode=0o700, exist_ok=True)
    facts = place.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        raise SandboxUnavailable(f"{place} is somebody else's.", "Set TMPDIR to a folder of your own.")
    return place
