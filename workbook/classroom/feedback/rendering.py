"""Draws a student's text as HTML within limits of time and memory: libraries for markdown, HTML and colours have none.

Some texts take them a time that grows with the square or the cube of the length. What is short is drawn here, since it can't
take long. What is longer goes to a process with limits of its own (:func:`main`), which is ended when it takes too long.
What can't be drawn is shown as it was written, and that is said; the notebook's file keeps all.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import msgpack
from markupsafe import Markup

import workbook
from workbook.grading.boundary.frames import Closed, EngineLink, Link, TimedOut, TooBig

AT_ONCE = 8_000
"""Characters that take no library more than half a second, whatever they are."""
LONGEST = 100_000
"""Characters of one text that are drawn; of plain ones more are shown."""
PATIENCE = 3.0
"""Seconds for one text in the other process."""
PAGE_SECONDS = 10.0
PAGE_CHARACTERS = 8_000_000
MEMORY = 1 << 30
_MOST_DRAWN = 4_000_000
_PLAIN = 20_000
_START = 60.0
Draw = Callable[[str], str]


class Page:
    """What the page that is drawn now may still take."""

    def __init__(self) -> None:
        self.seconds = PAGE_SECONDS
        self._characters = PAGE_CHARACTERS

    def takes(self, count: int) -> bool:
        """Whether there is room for *count* characters of outputs more."""
        self._characters -= count
        return self._characters >= 0


_now: ContextVar[Page | None] = ContextVar("page", default=None)


def begin_page() -> None:
    """From here on a new page is drawn."""
    _now.set(Page())


def page() -> Page:
    """The page that is drawn now; one of its own for whoever draws no pages."""
    return _now.get() or Page()


def drawn(kind: str, draw: Draw, text: str) -> Markup:
    """What ``page.DRAWING[kind]``, which is *draw*, makes of *text*, if it can be had within the limits."""
    shown, here = text[:LONGEST], page()
    made = None
    if here.seconds > 0:
        started = time.monotonic()
        try:
            made = draw(shown) if len(shown) <= AT_ONCE else _helper.draw(kind, shown, min(PATIENCE, here.seconds))
        except Exception:  # noqa: BLE001  (a library on odd text: it is shown below, and that is said)
            made = None
        took = time.monotonic() - started
        here.seconds -= took if made is None else min(took, PATIENCE)  # an honest text may have to wait for a start
    if made is None or len(made) > _MOST_DRAWN:
        return _as_written(text)
    if len(text) > LONGEST:
        made += f"<p>(cut: {LONGEST} of {len(text)} characters are shown)</p>"
    return Markup(made)


def _as_written(text: str) -> Markup:
    cut = f"; {_PLAIN} of {len(text)} characters" if len(text) > _PLAIN else ""
    return Markup("<pre>{}</pre><p>(shown as it was written: it takes too long to draw{})</p>").format(
        text[:_PLAIN], cut
    )


class _Helper:
    """The other process: started when it is first needed, kept, and ended when it doesn't answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._link: EngineLink | None = None

    def draw(self, kind: str, text: str, seconds: float) -> str | None:
        """The HTML, or None if it can't be had."""
        with self._lock:
            try:
                link = self._started()
                deadline = time.monotonic() + seconds
                link.send(msgpack.packb([kind, text], unicode_errors="replace"), deadline)
                return link.recv(deadline, _MOST_DRAWN * 4).decode()
            except (Closed, TimedOut, TooBig, OSError, UnicodeDecodeError):
                self._end()
                return None

    def _started(self) -> EngineLink:
        if self._owner == os.getpid() and self._link is not None:
            return self._link
        mine, other = socket.socketpair()
        package = Path(workbook.__file__).resolve().parents[1]
        search = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH", "")])])
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "workbook.classroom.feedback.rendering", str(other.fileno())],
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": search},
            )
        self._owner, self._link = os.getpid(), EngineLink(mine)
        self._link.recv(time.monotonic() + _START)
        return self._link

    def _end(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End it, if this process started it."""
        if self._owner == os.getpid():
            self._end()


_helper = _Helper()
atexit.register(_helper.close)


def main() -> None:
    """Be the other process: draw what is asked for until whoever asks is gone."""
    import resource

    from workbook.classroom.feedback.html import DRAWING

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    link = Link(socket.socket(fileno=int(sys.argv[1])))
    link.send(b"ready")
    while True:
        try:
            kind, text = msgpack.unpackb(link.recv())
            link.send(DRAWING[kind](text).encode("utf-8", "replace"))
        except Closed:
            return


if __name__ == "__main__":
    main()
