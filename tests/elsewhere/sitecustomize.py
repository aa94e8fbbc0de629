"""Makes a Python on Linux lack what macOS lacks, for the workbook's own code and the kernels that it starts.

On the path of an interpreter this is imported before anything else. What only Linux has is gone: calls of ``os``, ``socket``
and ``resource``, and the files of /proc and /sys for any code of the workbook's. ``sys.platform`` says "darwin" to the
workbook; other libraries are built for Linux and have to go on knowing it.
"""

import builtins
import io
import os
import resource
import socket
import sys

GONE = {
    os: (
        "memfd_create", "pidfd_open", "unshare", "setns", "sched_getaffinity", "sched_setaffinity", "eventfd", "sendfile",
        "splice", "getrandom", "setresuid", "setresgid", "getresuid", "O_PATH", "O_TMPFILE", "copy_file_range",
        "posix_fadvise", "prlimit", "waitid", "P_PIDFD", "listxattr",
    ),
    socket: ("SOCK_CLOEXEC", "SOCK_NONBLOCK", "AF_NETLINK", "SO_PEERCRED", "SO_PASSCRED"),
    resource: ("prlimit", "RLIMIT_OFILE", "RLIMIT_MSGQUEUE", "RLIMIT_RTTIME", "RLIMIT_SIGPENDING", "RLIMIT_NICE"),
}  # fmt: skip
for module, names in GONE.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)

_pair, _import = socket.socketpair, builtins.__import__


def _socketpair(family=socket.AF_UNIX, kind=socket.SOCK_STREAM, proto=0):
    if kind == socket.SOCK_SEQPACKET:
        raise OSError(43, "Protocol not supported")
    return _pair(family, kind, proto)


socket.socketpair = _socketpair


def _ours():
    """Whether the workbook's own code asks, directly or through the standard library, but not through psutil."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "").partition(".")[0]
        if name == "workbook":
            return True
        if name not in sys.stdlib_module_names and name != "sitecustomize":
            return False
        frame = frame.f_back
    return False


def _without_proc(function):
    def refusing(path=".", *args, **kwargs):
        if (
            isinstance(path, str | bytes | os.PathLike)
            and os.fsdecode(path).startswith(("/proc", "/sys/fs/cgroup"))
            and _ours()
        ):
            raise FileNotFoundError(2, "No such file or directory", os.fsdecode(path))
        return function(path, *args, **kwargs)

    return refusing


for holder, name in [
    (builtins, "open"),
    (io, "open"),
    *((os, name) for name in ("open", "listdir", "scandir", "stat", "readlink")),
]:
    setattr(holder, name, _without_proc(getattr(holder, name)))


class _Sys:
    """``sys`` as the workbook sees it."""

    platform = "darwin"

    def __getattr__(self, name):
        return getattr(sys, name)

    def __setattr__(self, name, value):
        setattr(sys, name, value)


_sys = _Sys()


def _importing(name, globals=None, locals=None, fromlist=(), level=0):
    found = _import(name, globals, locals, fromlist, level)
    if name == "sys" and str((globals or {}).get("__name__", "")).partition(".")[0] == "workbook":
        return _sys
    return found


builtins.__import__ = _importing
