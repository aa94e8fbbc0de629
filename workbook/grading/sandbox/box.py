"""The inner box: one forked process is cut off from the template, from other submissions and from the machine.

Called in the child right after the fork, before anything of the student's is read. The child is in a pid namespace
of its own (see :func:`fork`), so that everything it started can be killed at once.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from workbook.grading.sandbox import seccomp

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = (
    0x00020000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT = 1, 2, 4, 8, 32
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_MNT_DETACH = 2
_PR_SET_DUMPABLE, _PR_SET_PDEATHSIG = 4, 1
_SIOCSIFFLAGS, _IFF_UP, _IFF_RUNNING = 0x8914, 0x1, 0x40
_CAPABILITY_VERSION_3 = 0x20080522
_PF_EXITING = 0x4  # among the flags in /proc/PID/stat, see proc(5)
NOBODY = 65534
STUDENT = 1000
"""User and group as a boxed process sees itself."""

FOLDER = Path("/box")
"""Where a boxed process finds its private folder."""
WORK = FOLDER / "work"
"""Its working folder, with ``data`` and ``figures``."""
FILES = Path("/unit")
"""Where the outer box shows a unit's ``data``, ``figures`` and own Python, read-only."""
HIDDEN = Path("/tests-only")
"""Where the outer box shows the package ``hidden``. No answer's box has it; no name of a module, so that none finds it."""
BELOW_TMP = "WORKBOOK_BELOW_TMP"  # the environment variable that names what must stay visible below /tmp

OUT_OF_MEMORY = 77
"""The exit status of a boxed process that had no memory left for our own work in it."""

SIGNALS = 1024
"""Signals and timers that may wait in a box: a user's limit is that of some hundred boxes."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Caps:
    """What a boxed process may use, in the units of setrlimit(2)."""

    memory_mb: int
    processes: int
    disk_mb: int
    cpu_seconds: int


def _check(result: int, what: str) -> None:
    if result:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    arguments = (source.encode(), target.encode(), kind.encode() if kind else None, ctypes.c_ulong(flags))
    _check(_libc.mount(*arguments, data.encode() or None), f"mount {kind or ''} {target}")


_TERMINALS = "newinstance,ptmxmode=0666,mode=0620,max=16"
"""Pseudo terminals are limited for the whole machine; a box has so many of its own."""
_TCP_BYTES = "4096 65536 212992"
_KEEPER = ("sh", "-c", "trap '' CHLD; exec sleep 100000000")


def fork(kept: bool = False) -> tuple[int, int]:
    """Fork into a new pid namespace. The child gets ``(0, 0)``, the caller its process id and that of its keeper.

    The child is the first process of the namespace: it ignores signals that it does not handle, and killing it kills
    everything that it started. If it is *kept*, another program is the first process, the keeper, in which orphans end
    unseen; then killing the keeper kills everything. Later forks of the caller are not concerned.
    """
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    keeper = 0
    try:
        _check(_libc.unshare(_NEWPID), "unshare(CLONE_NEWPID)")
        try:
            keeper = os.posix_spawn("/bin/sh", _KEEPER, {}) if kept else 0
            child = os.fork()
        except OSError:
            _check(_libc.setns(own, _NEWPID), "setns")
            end(keeper)
            raise
        if not child:
            return 0, 0
        _check(_libc.setns(own, _NEWPID), "setns")
        return child, keeper
    finally:
        os.close(own)


def ends(pid: int) -> bool:
    """Whether a child is about to end, or has ended."""
    _, _, fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    return fields.split()[0] in "ZX" or bool(int(fields.split()[6]) & _PF_EXITING)


def end(pid: int) -> None:
    """Kill a child, if there is one, and wait for its end."""
    if pid:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def prepare() -> None:
    """Find out before a fork what :func:`enter` needs and is the same for each. Raises OSError as it does."""
    seccomp.prepare()


def enter(caps: Caps, user: int, tests: bool = False) -> None:
    """Box the calling process, for good; what only *tests* may see is gone for others.

    *user* is what it is outside, as user and as group: a number of the template's user namespace. Raises OSError when the
    machine does not allow a step.
    """
    _check(_libc.unshare(_NEWNS | _NEWIPC | _NEWUTS | _NEWNET), "unshare")
    _loopback_up()
    _mount("none", "/", None, _MS_REC | _MS_PRIVATE)
    if not tests:
        _take_away(HIDDEN)
    _private_folder(caps, user, user)
    _mount("proc", "/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    _mount("devpts", "/dev/pts", "devpts", _MS_NOSUID | _MS_NOEXEC, _TERMINALS)
    _small_buffers()
    _libc.sethostname(b"box", 3)
    os.setsid()
    if user != os.getuid():
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    _own_user_namespace(user, user)
    _limit(caps)
    _drop_capabilities()
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    seccomp.install()
    os.chdir(WORK)


def _loopback_up() -> None:
    """The box's own network has one device, which leads nowhere: lessons start small servers on it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", _IFF_UP | _IFF_RUNNING)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def _small_buffers() -> None:
    """Buffers of the box's TCP connections would grow to 10 MB each, which belongs to the kernel."""
    for name in ("tcp_rmem", "tcp_wmem"):
        Path(f"/proc/sys/net/ipv4/{name}").write_text(_TCP_BYTES)


def _take_away(place: Path) -> None:
    """Unmount *place* in this process' own view of the file system, if the outer box has put something there."""
    if place.is_dir():
        _check(_libc.umount2(str(place).encode(), _MNT_DETACH), f"umount {place}")
        if os.listdir(place):
            raise OSError(f"{place} is still there")


def _private_folder(caps: Caps, owner: int, group: int) -> None:
    """One small tmpfs for everything that can be written: working folder, home, /tmp and /dev/shm."""
    inodes = 2000 + 100 * caps.disk_mb
    data = f"size={caps.disk_mb}m,nr_inodes={inodes},mode=0755"
    _mount("box", str(FOLDER), "tmpfs", _MS_NOSUID | _MS_NODEV, data)
    for name in ("work", "home", "tmp", "shm"):
        folder = FOLDER / name
        folder.mkdir()
        os.chown(folder, owner, group)
    for name in ("data", "figures"):
        if (FILES / name).is_dir():
            _writable_view(FILES / name, WORK / name, owner, group)
    # A course that lies below /tmp itself would be hidden by the private one: it is held open, and shown again.
    kept = {name: os.open(name, os.O_PATH) for name in filter(None, os.environ.pop(BELOW_TMP, "").split(os.pathsep))}
    _mount(str(FOLDER / "tmp"), "/tmp", None, _MS_BIND)
    for name, opened in kept.items():
        Path(name).mkdir(parents=True, exist_ok=True)
        _mount(f"/proc/self/fd/{opened}", name, None, _MS_BIND | _MS_REC)
        os.close(opened)
    _mount(str(FOLDER / "shm"), "/dev/shm", None, _MS_BIND)


def _writable_view(source: Path, target: Path, owner: int, group: int) -> None:
    """Show the files of *source* in *target*, where changes are private: linked by copy of the small files."""
    for folder, _, files in os.walk(source):
        here = target / Path(folder).relative_to(source)
        here.mkdir()
        os.chown(here, owner, group)
        for name in files:
            with open(os.path.join(folder, name), "rb") as original, open(here / name, "wb") as copy:
                copied = os.fstat(original.fileno())
                while os.sendfile(copy.fileno(), original.fileno(), None, 1 << 24):
                    pass
                os.fchmod(copy.fileno(), (copied.st_mode & 0o777) | 0o600)
                os.fchown(copy.fileno(), owner, group)
                os.utime(copy.fileno(), ns=(copied.st_mtime_ns, copied.st_mtime_ns))


def readable() -> bool:
    """Whether this process can read the programs that every box needs: a box's user is not the owner of them."""
    return all(os.access(path, os.R_OK) for path in (os.__file__, __file__, sys.executable))


def _own_user_namespace(owner: int, group: int) -> None:
    _check(_libc.unshare(_NEWUSER), "unshare(CLONE_NEWUSER)")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{STUDENT} {owner} 1")
    Path("/proc/self/gid_map").write_text(f"{STUDENT} {group} 1")


def _limit(caps: Caps) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    held = pages * resource.getpagesize()
    for kind, value in (
        (resource.RLIMIT_AS, held + caps.memory_mb * 2**20),
        (resource.RLIMIT_NPROC, caps.processes),
        (resource.RLIMIT_FSIZE, caps.disk_mb * 2**20),
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, SIGNALS),
    ):
        most = resource.getrlimit(kind)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (caps.cpu_seconds, caps.cpu_seconds + 5))  # first a signal that tells why


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
