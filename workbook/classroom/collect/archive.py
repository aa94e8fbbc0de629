"""Zips that nobody vouches for: weighed by their tables of contents before a byte is unpacked, and read into memory only.

Nothing is ever extracted by the names inside: those are checked, and say only what a file is called in the end.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workbook.errors import WorkbookError
from workbook.grading.door import MAX_BYTES, printable

MOST_MEMBERS = 100_000
MOST_TOTAL = 16 * 2**30  # bytes of a class's files, unpacked
MOST_NESTED = 64 * 2**20  # bytes of a student's own zip
MOST_OF_STUDENT = 256 * 2**20  # bytes of all that one student handed in, unpacked
MOST_RATIO = 200  # that a file may grow by when it is unpacked
FREE_OF_RATIO = 2**20  # bytes that need no look at the ratio
_LITTER = {"__MACOSX", ".DS_Store", ".ipynb_checkpoints", "__pycache__", "Thumbs.db", "desktop.ini"}


class Refused(Exception):
    """Why a file of a zip is not taken."""


@dataclass(frozen=True)
class Member:
    """One regular file in a zip, with a checked path."""

    path: str
    size: int
    info: zipfile.ZipInfo


class Archive:
    """An open zip: its sound members, and why the others are refused."""

    def __init__(self, source: Path | IO[bytes], most: int = MOST_TOTAL) -> None:
        """Raises Refused when nothing in it can be trusted."""
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError, UnicodeError) as error:
            raise Refused(f"it is no zip that can be read: {error}") from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        total = sum(info.file_size for info in infos)
        if len(infos) > MOST_MEMBERS:
            raise Refused(f"it holds {len(infos)} files; at most {MOST_MEMBERS} are read")
        if total > most:
            raise Refused(f"it would unpack to {total / 2**20:.0f} MB; at most {most // 2**20} MB are read")
        self.members: list[Member] = []
        self.refused: list[tuple[str, str]] = []
        for info in infos:
            self._look_at(info)

    def _look_at(self, info: zipfile.ZipInfo) -> None:
        try:
            path = sound_path(info.orig_filename.replace("\\", "/"))
            if _LITTER.isdisjoint(path.split("/")):
                _weigh(info)
                self.members.append(Member(path, info.file_size, info))
        except Refused as why:
            self.refused.append((printable(info.orig_filename), str(why)))

    def read(self, member: Member) -> bytes:
        """The bytes of *member*, never more than its table of contents says. Raises Refused."""
        try:
            with self._zip.open(member.info) as stream:
                data = stream.read(member.size + 1)
        except RuntimeError:
            raise Refused("it is encrypted") from None
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise Refused(f"it can't be unpacked: {error}") from None
        if len(data) != member.size:
            raise Refused("it has another size than the zip says")
        return data

    def close(self) -> None:
        """Close the file."""
        self._zip.close()


def sound_path(path: str) -> str:
    """*path* without ``./``. Raises Refused for one that leads out of its folder, or that can't be a name."""
    if path.startswith("/") or (path[1:2] == ":" and path[:1].isalpha()):
        raise Refused("its path is absolute")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise Refused("its path leads out of the folder (..)")
    if not parts or any(printable(part) != part for part in parts):
        raise Refused("its name holds control characters, or is longer than 128 letters")
    return "/".join(parts)


def _weigh(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise Refused("it is a symbolic link, which is not followed")
    if kind not in (0, stat.S_IFREG):
        raise Refused("it is no regular file")
    if info.flag_bits & 1:
        raise Refused("it is encrypted")
    most = MOST_NESTED if info.filename.lower().endswith(".zip") else MAX_BYTES
    if info.file_size > most:
        raise Refused(f"it has {info.file_size / 2**20:.0f} MB unpacked; at most {most // 2**20} MB are read")
    if info.file_size > max(FREE_OF_RATIO, MOST_RATIO * info.compress_size):
        raise Refused(f"it unpacks to more than {MOST_RATIO} times its size, as a zip bomb does")


def files_in(archive: Archive, member: Member, own: str) -> Iterator[tuple[str, bytes | Refused]]:
    """The file itself under the name *own*, or what a zip holds that the student handed in: one level, no zip in a zip."""
    try:
        data = archive.read(member)
    except Refused as why:
        yield own, why
        return
    if not own.lower().endswith(".zip"):
        yield own, data
        return
    try:
        inner = Archive(io.BytesIO(data), MOST_OF_STUDENT)
    except Refused as why:
        yield own, why
        return
    yield from ((f"{own}: {name}", Refused(why)) for name, why in inner.refused)
    for entry in inner.members:
        if entry.path.lower().endswith(".zip"):
            yield f"{own}: {entry.path}", Refused("it is a zip within a zip within the zip")
            continue
        try:
            yield entry.path, inner.read(entry)
        except Refused as why:
            yield f"{own}: {entry.path}", why


def opened(path: Path) -> Archive:
    """The zip at *path*. Raises WorkbookError."""
    try:
        return Archive(path)
    except Refused as why:
        raise WorkbookError(f"{path.name} is not taken: {why}.", "Download it once more.") from None
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {path}.", "Name the zip that the platform gave you.") from None
