"""Verdicts on the answer bank that are kept from run to run, each by a digest of all that it depends on.

Only verdicts that are as they must be are kept: whatever was wrong is graded again. An entry counts if it is a regular
file of one's own, of this form, with the very digest of the case as it is now; anything else is as if it weren't there.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import workbook
from workbook.course import Unit
from workbook.files import read_regular, write_atomically

_FORM = 1
_MOST = 2**20  # bytes of one entry
_TOOLS = ("/usr/bin", "/bin")
"""Folders whose programs exercises run: they are told apart by the time of their last change."""
Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Verdict:
    """One thing that had to be so, and whether it was. ``told`` is the message that a student would read."""

    name: str
    ok: bool
    problem: str = ""
    told: str = ""
    seconds: float = 0.0
    kept: bool = False
    """Whether it was found in an earlier run."""


class Verdicts:
    """The kept verdicts of one unit; with *fresh*, and on a server for continuous integration, none is read."""

    def __init__(self, unit: Unit, fresh: bool = False) -> None:
        self._folder = unit.course.verdicts / unit.name
        self._fresh = fresh or os.environ.get("CI", "").lower() in ("1", "true", "yes")
        self._unit = unit
        self._before = self._stamps()

    def find(self, name: str, digest: str) -> Verdict | None:
        """What was found of the case *name* when it had the same *digest*."""
        path = self._path(name)
        try:
            if self._fresh or (hasattr(os, "geteuid") and os.lstat(path).st_uid != os.geteuid()):
                return None
            entry = json.loads(read_regular(path, _MOST))
            if (entry["form"], entry["name"], entry["digest"]) != (_FORM, name, digest):
                return None
            return Verdict(name, True, told=str(entry["told"]), seconds=float(entry["seconds"]), kept=True)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def keep(self, verdict: Verdict, digest: str) -> None:
        """Keep *verdict*, if it is as it must be and no file has been saved since its digest may have been taken.

        The files of the bank don't count: a verdict depends on one of them, of which whoever keeps it sees to that.
        """
        if not verdict.ok or self._stamps() != self._before:
            return
        entry = {"form": _FORM, "name": verdict.name, "digest": digest, "told": verdict.told}
        with contextlib.suppress(OSError):  # a course that can't be written to is graded each time
            text = json.dumps({**entry, "seconds": verdict.seconds})
            write_atomically(self._path(verdict.name), text, lasting=False)  # half an entry is none

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"

    def _stamps(self) -> tuple[Stamp, Stamp, Stamp]:
        return (
            _stamp(self._unit.source, str(self._unit.answer_folder(""))),
            _of_the_kit(),
            _stamp(Path(workbook.__file__).parent),
        )


@functools.cache
def _of_the_kit() -> Stamp:
    """The kit's code as it was when this process first asked: digests are taken once a process."""
    return _stamp(Path(workbook.__file__).parent)


def _stamp(folder: Path, but: str = "") -> Stamp:
    """What changes whenever a file below *folder* is saved, *but* for those of one folder in it."""
    found: list[tuple[str, int, int, int]] = []
    pending = [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name == "__pycache__" or entry.path == but:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    facts = entry.stat()
                    found.append((entry.path, facts.st_mtime_ns, facts.st_size, facts.st_ino))
    return tuple(sorted(found))


@functools.cache
def surroundings() -> str:
    """What a verdict depends on beside the course and the kit: the system, its programs, all installed packages."""
    machine = platform.uname()
    packages = sorted(
        name
        for folder in {os.path.realpath(path) for path in sys.path if os.path.isdir(path)}
        for name in os.listdir(folder)
        if name.endswith(".dist-info")
    )
    tools = [os.stat(folder).st_mtime_ns for folder in _TOOLS if os.path.isdir(folder)]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    facts = [machine.system, machine.release, machine.machine, sys.version, sqlite3.sqlite_version, root]
    return json.dumps([*facts, packages, tools])
