"""Fellpost's night of 3 March 2026, second by second from 02:00 on: the tasks, and what each attempt did (lesson 2)."""

from __future__ import annotations

from typing import Any

from pipeline_pool import Attempt

TASKS: dict[str, dict[str, Any]] = {
    "export": {"needs": [], "retries": 3, "delay": 60, "timeout": 1800},
    "weather": {"needs": [], "retries": 2, "delay": 300, "timeout": 600},
    "clean": {"needs": ["export"], "retries": 1, "delay": 60, "timeout": 1800},
    "features": {"needs": ["clean"], "retries": 1, "delay": 60, "timeout": 3600},
    "labels": {"needs": ["clean"], "retries": 1, "delay": 60, "timeout": 1800},
    "train": {"needs": ["features", "labels"], "retries": 1, "delay": 60, "timeout": 5400},
    "board": {"needs": ["train"], "retries": 2, "delay": 30, "timeout": 300},
    "map": {"needs": ["clean", "weather"], "retries": 1, "delay": 60, "timeout": 900},
    "archive": {"needs": ["export"], "retries": 1, "delay": 60, "timeout": 3600},
}
"""The plan: for each task what it needs, how often it is tried again, the first pause and the longest time, in seconds."""
SCRIPT: dict[str, list[Attempt]] = {
    "export": [(40, False), (35, False), (900, True)],  # the database was being restarted
    "weather": [(None, True)],  # the supplier's server takes the request and never answers
    "clean": [(600, True)],
    "features": [(1500, True)],
    "labels": [(700, True)],
    "train": [(None, True), (2400, True)],  # the first attempt waits for a file lock for ever
    "board": [(45, True)],
    "map": [(300, True)],
    "archive": [(1200, True)],
}
"""What each attempt of that night did: how long it took (None: it hung), and whether it succeeded."""


def clock(second: float) -> str:
    """The time of day, that many seconds after 02:00."""
    minutes = 120 + int(second) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


_USUAL = {"depth": 4, "seed": 7, "columns": ["weight", "zone"]}
_A, _B, _C = (b"parcel,late\n" + b"".join(b"P%d,%d\n" % (i, i % late == 0) for i in range(40)) for late in (5, 6, 7))
EXPORTS: list[tuple[dict[str, Any], bytes]] = [
    (_USUAL, _A),
    (_USUAL, _B),
    (_USUAL, _B),
    (_USUAL, _C),
    ({"columns": ["weight", "zone"], "seed": 7, "depth": 4}, _C),
    (_USUAL | {"depth": 5}, _C),
    (_USUAL, _C),
]
"""Seven nights: the parameters of the training, and the bytes of the export."""
