"""How a boxed process ended: in words for the student, and whether the student's code was at fault at all.

A box's first process can't be killed from within (see pid_namespaces(7)). The answer runs below it, and may kill itself
or be killed from outside, by the kernel when the machine has no memory left, say: both look alike from here. So a
notebook whose answer was killed is run once more, and only what happens twice, on a machine that has memory, counts.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from workbook.errors import EngineFault
from workbook.grading.model import Limits
from workbook.grading.sandbox.box import OUT_OF_MEMORY
from workbook.grading.template.handle import Ended

MEND = "Run it again, with fewer workers (--jobs 1) if memory is short: what is graded stays."
_SIGNALS: dict[int, str] = {
    signal.SIGKILL: "its process was killed",
    signal.SIGTERM: "its process was told to end",
    signal.SIGSEGV: "its process crashed (segmentation fault)",
    signal.SIGBUS: "its process crashed (bus error: was the disk full?)",
    signal.SIGABRT: "its process gave up (abort, often for want of memory)",
    signal.SIGFPE: "its process crashed (a division in compiled code)",
    signal.SIGILL: "its process crashed (illegal instruction)",
    signal.SIGXCPU: "it used too much processor time",
    signal.SIGXFSZ: "it wrote a file that was too big",
}
_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM)
_VMSTAT = Path("/proc/vmstat")


def signal_of(ended: Ended) -> int:
    """The signal that ended the process, or the child for which it stood; 0 for none."""
    if ended.status < 0:
        return -ended.status
    return ended.status - 128 if ended.status > 128 else 0


def words(ended: Ended, limits: Limits) -> str:
    """What the end looked like from within; completes "stopped in exercise …: "."""
    if ended.reason == "memory" or (not ended.alive and ended.status == OUT_OF_MEMORY):
        return f"it needed more than {limits.memory_mb} MB of memory"
    if ended.alive:
        return "its process sent nothing that can be read"
    number = signal_of(ended)
    if number:
        return _SIGNALS.get(number, f"its process was ended by signal {number}")
    return f"it ended its own process (exit status {ended.status})"


def from_outside(ended: Ended) -> bool:
    """Whether only something outside of the box can have ended it."""
    return not ended.alive and not ended.reason and -ended.status in _FROM_OUTSIDE


def perhaps_from_outside(ended: Ended) -> bool:
    """Whether something outside of the box may have ended it, or the answer itself."""
    return not ended.alive and not ended.reason and signal_of(ended) in _FROM_OUTSIDE


def kills_for_memory() -> int:
    """How many processes of this machine the kernel has killed for want of memory; 0 where it doesn't say."""
    try:
        found = re.search(r"^oom_kill (\d+)$", _VMSTAT.read_text(encoding="ascii"), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


_REACHED = (
    (
        r"MemoryError|[Cc]an't allocate memory|[Cc]annot allocate memory|Unable to allocate",
        "{0.memory_mb} MB of memory",
    ),
    (r"can't start new thread|Resource temporarily unavailable", "{0.processes} processes and threads"),
    (
        r"No space left on device|File too large|File size limit exceeded",
        "{0.disk_mb} MB on disk (or of their number of files)",
    ),
    (r"Too many open files", "1024 open files"),
)


def reached(text: str, limits: Limits) -> str:
    """Which limit an error's *text* speaks of, as a sentence for the student; nothing if none."""
    for pattern, limit in _REACHED:
        if re.search(pattern, text):
            return f"The limit of {limit.format(limits)} was reached."
    return ""


def errors_in(outputs: Iterable[Mapping[str, Any]]) -> str:
    """What a cell's outputs say of errors: names, messages, and what commands wrote to standard error."""
    found = []
    for output in outputs:
        if output["output_type"] == "error":
            found.append(f"{output['ename']}: {output['evalue']}")
        elif output.get("name") == "stderr":
            found.append(output["text"][-10_000:])
    return "\n".join(found)


class Lost(Exception):
    """A process did not finish its cell. ``why`` completes "The cell was stopped: ..."."""

    def __init__(self, why: str) -> None:
        self.why = why


class Killed(EngineFault):
    """A box was ended from outside of it: no answer can do that, so none is graded by it."""

    def __init__(self) -> None:
        super().__init__("a grading process was killed from outside; has the machine run out of memory?", MEND)


def note(text: str) -> list[dict[str, Any]]:
    """An output in which the engine itself says something about a cell."""
    return [{"output_type": "stream", "name": "stderr", "text": f"[{text}]\n"}] if text else []
