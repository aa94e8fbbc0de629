"""Reading files that aren't ours, and writing ours whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file. Raises OSError for a link, a pipe, a folder, or more than *most* bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as stream:
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        if facts.st_size > most:
            raise OSError(errno.EFBIG, f"{facts.st_size / 2**20:.0f} MB, of which at most {most / 2**20:.0f} are read")
        return stream.read(most + 1)[:most]


def write_atomically(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Write *content* to *path* so that a reader, or a crash, sees the old file or the new one, never half of it."""
    with replacing(path, mode) as stream:
        stream.write(content if isinstance(content, bytes) else content.encode("utf-8"))


@contextmanager
def replacing(path: Path, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """A stream whose content takes the place of *path* at the end, all of it or, after an exception, nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")  # for its owner alone
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
