"""A jail for stock nbgrader, which runs attacks with your own rights: bubblewrap, resource limits, a time limit.

Within it a copy of the course can be written, and a small /tmp; the rest of the system is read-only, and there is no
network. Run as ``python -m tests.hostile.jail COURSE UNIT`` it is the first program in the jail.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from workbook.course import Course
from workbook.grading.sandbox import outer

SECONDS = 300
MEMORY_GB, FILE_GB, TMP_MB, PROCESSES = 4, 1, 512, 250
NOBODY = 65534


@dataclass(frozen=True)
class Jailed:
    """What a run of ``nbgrader autograde`` in the jail came to."""

    ended: bool
    seconds: float
    left: dict[str, int]
    """Programs that still ran afterwards."""
    memory_mb: int
    """The most that one process held."""
    tmp_files: int
    tmp_mb: int


def run(course: Course, unit: str, most_seconds: float = SECONDS) -> Jailed:
    """Run ``nbgrader autograde`` on *course* in the jail; the course lies on disk as it was left, afterwards."""
    report = course.root / "jail.json"
    command = ["bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session"]
    for place in ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc"):
        command += ["--ro-bind-try", place, place]
    command += ["--dev", "/dev", "--proc", "/proc", "--size", str(TMP_MB << 20), "--perms", "1777", "--tmpfs", "/tmp"]
    shown = [*outer.python_paths()[0], ROOT, course.root]
    for above in sorted({parent for place in shown for parent in place.parents} - {Path("/"), Path("/tmp")}):
        command += ["--perms", "0755", "--dir", str(above)]
    for place in shown:
        command += ["--bind" if place == course.root else "--ro-bind", str(place), str(place)]
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin:/usr/bin:/bin"])
    command += ["--chdir", str(course.root), "--clearenv"]
    for name, value in {"PATH": path, "PYTHONPATH": str(ROOT), "HOME": "/tmp", "OMP_NUM_THREADS": "1"}.items():
        command += ["--setenv", name, value]
    inside = [sys.executable, "-m", "tests.hostile.jail", str(course.root), unit]
    if os.geteuid() == 0:  # root has no limit of processes
        for place in (course.root, *course.root.rglob("*")):
            os.chown(place, NOBODY, NOBODY, follow_symlinks=False)
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        inside = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *inside]
    command += ["--", *inside]
    started = time.monotonic()
    with open(course.root / "jail.log", "wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as jail:
        try:
            jail.wait(most_seconds)
        except subprocess.TimeoutExpired:
            jail.kill()
    seconds = time.monotonic() - started
    found = json.loads(report.read_text()) if report.is_file() else {}
    return Jailed(
        ended=bool(found),
        seconds=seconds,
        left=found.get("left", {}),
        memory_mb=found.get("memory_mb", 0),
        tmp_files=found.get("tmp_files", 0),
        tmp_mb=found.get("tmp_mb", 0),
    )


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_GB << 30),
        (resource.RLIMIT_FSIZE, FILE_GB << 30),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _programs() -> Counter[str]:
    found: Counter[str] = Counter()
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in (1, os.getpid()):
            with contextlib.suppress(OSError):
                found[Path(f"/proc/{name}/comm").read_text().strip()] += 1
    return found


def main() -> None:
    """In the jail: run nbgrader, then say what it left."""
    course, unit = Path(sys.argv[1]), sys.argv[2]
    before = {path.name for path in Path("/tmp").iterdir()}
    line = [sys.executable, "-m", "nbgrader", "autograde", unit]
    subprocess.run(line, cwd=course, preexec_fn=_limit, check=False)
    time.sleep(1)
    report = {
        "left": dict(_programs()),
        "memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "tmp_files": len({path.name for path in Path("/tmp").iterdir()} - before),
        "tmp_mb": shutil.disk_usage("/tmp").used >> 20,
    }
    (course / "jail.json").write_text(json.dumps(report))


if __name__ == "__main__":
    main()
