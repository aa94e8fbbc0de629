"""A task for workers that die. It imports little: each worker is a new process that imports what its task needs."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def double_or_die(task: tuple[int, str]) -> int:
    """Twice the number; dies at once for a negative one, and once only where a file says so."""
    number, marker = task
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    if marker and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 13:
        raise ValueError("unlucky")
    return 2 * number
