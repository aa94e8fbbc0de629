"""Ports for servers that a test starts: below those that the system hands out, and another share for each worker.

A port that the system hands out (``bind`` to 0) may be another program's a moment later: any outgoing connection takes
one. These aren't handed out, so that only another server can take them, and workers don't ask for the same.
"""

from __future__ import annotations

import os
import random
import socket

_FIRST, _SHARE, _SHARES = 12_000, 1_250, 16


def free_ports(count: int) -> int:
    """The first of *count* ports in a row that nobody has."""
    begin = _FIRST + _worker() * _SHARE
    for _ in range(200):
        first = random.randrange(begin, begin + _SHARE - count)
        if all(_free(port) for port in range(first, first + count)):
            return first
    raise OSError(f"no {count} free ports from {begin} to {begin + _SHARE}")


def free_port() -> int:
    """A port that nobody has."""
    return free_ports(1)


def _worker() -> int:
    """The number of pytest's worker, 0 without workers, within the shares."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _SHARES


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
