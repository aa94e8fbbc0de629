"""Boxes of the grader's own making, for code that is shown to neighbours: an answer process without a test."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgpack

from workbook.grading.boundary import protocol
from workbook.grading.sandbox import outer
from workbook.grading.sandbox.box import Caps
from workbook.grading.template.handle import Forked, Server

CAPS = Caps(memory_mb=1024, processes=64, disk_mb=64, cpu_seconds=60)


def own_users() -> bool:
    """Whether each box can be a user of its own here."""
    return os.geteuid() == 0 or bool(getattr(outer, "subordinate", tuple)())


@contextmanager
def answer_box(template: Server, caps: Caps = CAPS) -> Iterator[Forked]:
    """An answer process."""
    one, other = socket.socketpair()
    with one, other:
        forked = template.fork("answer", caps, 1, other)
        try:
            yield forked
        finally:
            forked.end()


def request(source: str, most: int = 100_000) -> bytes:
    """What the engine sends to have a cell run."""
    asked = {"source": source, "label": "cell", "most": most, "pictures": True}
    assert asked.keys() == protocol.Run.__annotations__.keys(), "what the engine sends has changed"
    return bytes(msgpack.packb(asked))


def run_in(box: Forked, source: str, seconds: float = 60) -> list[dict[str, Any]]:
    """Run a cell in it; its outputs."""
    deadline = time.monotonic() + seconds
    box.control.send(request(source), deadline)
    reply = msgpack.unpackb(box.control.recv(deadline))
    outputs: list[dict[str, Any]] = reply["outputs"]
    return outputs


def boxed_processes(pid: int) -> list[int]:
    """All processes below process *pid* that are in boxes, as this machine numbers them."""
    found, pending = [], [pid]
    while pending:
        for task in Path(f"/proc/{pending.pop()}/task").glob("*/children"):
            below = [int(word) for word in task.read_text().split()]
            pending += below
            found += below
    return [pid for pid in found if Path(f"/proc/{pid}/uid_map").read_text().split()[0] == "1000"]


def user_of(pid: int) -> int:
    """Its user, as this machine numbers them."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("Uid:"))
    return int(line.split()[1])
