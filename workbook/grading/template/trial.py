"""Whether boxes can be had on this machine, and whose they are: tried once, before a template serves."""

from __future__ import annotations

import os

from workbook.grading.sandbox import box, users

_UNREADABLE = "Python's files, or those of workbook, can't be read by other users"


def _try_out(user: int) -> str:
    """Enter a box once as *user*; why it doesn't work on this machine, or nothing."""
    read, write = os.pipe()
    child, keeper = box.fork(kept=True)
    if not child:
        try:
            box.enter(box.Caps(memory_mb=512, processes=16, disk_mb=16, cpu_seconds=10), user)
            if not box.readable():
                os.write(write, _UNREADABLE.encode())
        except BaseException as error:  # noqa: BLE001
            os.write(write, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        problem = stream.read().decode()
    os.waitpid(child, 0)
    box.end(keeper)
    return problem


def whose() -> tuple[str, int, list[users.Ids]]:
    """What can't be done here, the user of boxes without one of their own, and numbers that could be their own."""
    maps = users.mapped()
    if not any(first <= box.NOBODY < first + count for first, _, count in maps):
        return _try_out(os.getuid()), os.getuid(), []
    problem = _try_out(box.NOBODY)
    if problem == _UNREADABLE and (0, 0) not in ((first, outside) for first, outside, _ in maps):
        return _try_out(os.getuid()), os.getuid(), []  # an ordinary user's own Python: boxes are that user
    return problem, box.NOBODY, maps
