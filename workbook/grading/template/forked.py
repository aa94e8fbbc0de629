"""What a fork of the template does first: it enters its box, cuts what ties it to the template, and serves."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time

from workbook.grading.boundary import answer_side, protocol, test_side
from workbook.grading.boundary.frames import Link
from workbook.grading.boundary.shell import Runner
from workbook.grading.sandbox import box

_GREETING = 60.0  # seconds that a test process waits to be told its seed


def find_hidden() -> None:
    """Let this process, which runs tests and is no ancestor of an answer's, import ``hidden``."""
    if box.HIDDEN.is_dir() and str(box.HIDDEN) not in sys.path:
        sys.path.insert(0, str(box.HIDDEN))


def become(request: protocol.Fork, files: list[int], enters: int, log: int, runner: Runner) -> None:
    """In the child: enter the box, cut what ties it to the template, and serve. *log* stays open in the test process.

    What the pipe *enters* gets tells the template that the box was made, before anything of a student's is read.
    """
    kind = request["kind"]
    ends = [socket.socket(fileno=number) for number in files]
    _close_others({0, 1, 2, *files, enters, log})
    box.enter(box.Caps(**request["caps"]), request["user"], tests=kind == "test")
    if kind == "test":
        find_hidden()
        os.environ["WORKBOOK_SEED"] = Link(ends[0]).recv(time.monotonic() + _GREETING).decode()
    reseed(request["random"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runner.take_over()
    os.write(enters, b"1")
    os.close(enters)
    if kind == "answer":
        os.close(log)
    side = answer_side.serve if kind == "answer" else test_side.serve
    side(Link(ends[0]), Link(ends[1]), runner)


def _close_others(keep: set[int]) -> None:
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in keep:
            with contextlib.suppress(OSError):  # the listing's own descriptor
                os.close(int(name))


def reseed(number: int) -> None:
    """Give the fork random numbers of its own: fixed, so that a grade can be had again."""
    sys.modules["random"].seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.manual_seed(number)  # the other devices are not in the box
