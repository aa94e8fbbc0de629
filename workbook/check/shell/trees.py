"""File trees as plain data: planted, looked at again, and compared as a person would look.

A tree is a dict from a relative path (parts joined by ``/``) to an entry:

- ``file(content, mode, days_old)`` is ``("file", mode, bytes, days_old)``; ``twin(entry, path)`` is another name (a hard
  link) of the file at ``path``, whose entry this is, and has that path as one more part
- ``folder(mode, days_old)`` is ``("folder", mode, days_old)``
- ``link(target, days_old)`` is ``("link", target, days_old)``
- ``SOCKET`` is a socket, ``("special", 0o755)``: a thing with a name that is no regular file (pipes are refused in a box)

A mode of None, in a tree that is expected, means "any mode", and ages aren't compared. Folders above an entry needn't
be named.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import socket
import stat
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.check.seeds import seed

__all__ = [
    "NAME_KINDS",
    "SOCKET",
    "copied",
    "dice",
    "file",
    "folder",
    "hostile_name",
    "link",
    "look_at",
    "plant",
    "read_only",
    "twin",
    "whole_tree",
    "words",
]

Entry = tuple[Any, ...]
Tree = dict[str, Entry]

MOST_ENTRIES = 5_000
MOST_BYTES = 8_000_000
MOST_DEPTH = 200

NAME_KINDS: dict[str, str] = {
    "plain names": "{}",
    "a name with spaces": "{} of  the week",
    "a name that begins and ends with a blank": " {} ",
    "a name with a newline": "{}\nand more",
    "a name that ends with a newline": "{}\n",
    "a name that begins with a dash": "-n {}",
    "a name that is an option": "-n",
    "a name that is a dash": "-",
    "a name with an equals sign": "n={}",
    "a name with glob characters": "{} [a]*?",
    "a name with quotes and a dollar sign": '{}\'s "$HOME" \\n',
    "a name that isn't ASCII": "{} \u00fcber \u6a21\u578b",
}


SOCKET: Entry = ("special", 0o755)


def file(content: str | bytes = b"", mode: int | None = 0o644, days_old: float = 0.0) -> Entry:
    """A regular file. Text is kept as UTF-8; ``days_old`` sets the time of its last change."""
    data = content.encode() if isinstance(content, str) else bytes(content)
    return ("file", mode, data, float(days_old))


def twin(entry: Entry, path: str) -> Entry:
    """One more name (a hard link) of the file at ``path``, whose entry is ``entry``."""
    return (*entry[:4], path)


def folder(mode: int | None = 0o755, days_old: float = 0.0) -> Entry:
    """A folder, needed only where it is empty or its mode or age matters."""
    return ("folder", mode, float(days_old)) if days_old else ("folder", mode)


def link(target: str, days_old: float = 0.0) -> Entry:
    """A symbolic link to ``target``, written as it stands."""
    return ("link", target, float(days_old)) if days_old else ("link", target)


def hostile_name(kind: str, word: str = "notes", suffix: str = "") -> str:
    """A file name of one of the NAME_KINDS, built round a word: ``"-n notes.csv"``."""
    return NAME_KINDS[kind].format(word) + suffix


def dice(name: str) -> random.Random:
    """A source of chance for the trees called *name*, from the run's seed."""
    return random.Random(seed(name))


def words(chance: random.Random, count: int) -> list[str]:
    """Different made-up words of lower-case letters, such as ``rovite``."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = [chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 3))]
        found["".join(syllables) + chance.choice(["", "n", "r", "s"])] = None
    return list(found)


def whole_tree(tree: Mapping[str, Any]) -> Tree:
    """The tree with text and bytes turned into files, and every folder above an entry named."""
    whole: Tree = {}
    for path, entry in tree.items():
        parts = path.split("/")
        if path.startswith("/") or not path or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"a tree's path is relative, without . and ..: {path!r}")
        for i in range(1, len(parts)):
            whole.setdefault("/".join(parts[:i]), folder())
        whole[path] = file(entry) if isinstance(entry, str | bytes) else tuple(entry)
    return dict(sorted(whole.items()))


def read_only(tree: Mapping[str, Any], name: str = "shut") -> Tree:
    """The tree below a folder *name* in which nothing can be made: for scripts that run ``inside`` it and change nothing."""
    return whole_tree({name: folder(0o555), **{f"{name}/{path}": entry for path, entry in tree.items()}})


def copied(tree: Mapping[str, Any], source: str, target: str) -> Tree:
    """The entries below ``source``, as they would stand below ``target``."""
    inside = f"{source}/"
    return {
        f"{target}/{path.removeprefix(inside)}": entry
        for path, entry in whole_tree(tree).items()
        if path.startswith(inside)
    }


def plant(tree: Mapping[str, Any], root: str | os.PathLike[str]) -> None:
    """Make the tree below the folder ``root``, with its modes and times.

    What is old was read just now, and files of less than a week (but not 0 days) were last read long ago.
    """
    root, now, whole = Path(root), time.time(), whole_tree(tree)
    for path, entry in sorted(whole.items(), key=lambda item: len(item[1]) > 4):
        place = root / path
        if entry[0] == "folder":
            place.mkdir(exist_ok=True)
            continue
        if entry[0] == "link":
            place.symlink_to(entry[1])
        elif entry[0] == "special":
            _plant_socket(place, root)
            place.chmod(entry[1])
        elif len(entry) > 4:
            os.link(root / entry[4], place)
            continue
        else:
            place.write_bytes(entry[2])
            place.chmod(0o644 if entry[1] is None else entry[1])
        if _age(entry):
            read = now if _age(entry) > 7 else now - 100 * 86400
            os.utime(place, (read, now - _age(entry) * 86400), follow_symlinks=False)
    # Folders last, the deepest first: a folder's time changes with what is put in it.
    for path, entry in sorted(whole.items(), reverse=True):
        if entry[0] == "folder":
            (root / path).chmod(0o755 if entry[1] is None else entry[1])
            if _age(entry):
                os.utime(root / path, (now, now - _age(entry) * 86400))


def _plant_socket(place: Path, root: Path) -> None:
    """A socket that nobody listens at. Its first name is short, since the system allows about a hundred characters."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.fspath(root / ".0"))
        os.rename(root / ".0", place)


def _age(entry: Entry) -> float:
    """How many days old an entry is; one without an age is new."""
    place = 3 if entry[0] == "file" else 2
    return float(entry[place]) if len(entry) > place else 0.0


def twins(tree: Mapping[str, Any]) -> list[list[str]]:
    """The names that a tree plants for one file each, in pairs."""
    return [sorted((path, entry[4])) for path, entry in tree.items() if entry[0] == "file" and len(entry) > 4]


def same_files(root: str | os.PathLike[str], tree: Mapping[str, Any]) -> list[list[str]]:
    """The names in ``tree`` that are one and the same file (hard links), in groups."""
    groups: dict[tuple[int, int], list[str]] = {}
    for path, entry in tree.items():
        if entry[0] == "file":
            with contextlib.suppress(OSError, ValueError):
                info = os.lstat(os.path.join(root, path))
                if info.st_nlink > 1:
                    groups.setdefault((info.st_dev, info.st_ino), []).append(path)
    return [group for group in groups.values() if len(group) > 1]


def look_at(root: str | os.PathLike[str]) -> Tree:
    """What stands below ``root``: kinds, modes and bytes; links are not followed.

    A folder or file that its mode shuts is opened for it. What can't be looked at all the same, or is too much (after
    MOST_ENTRIES entries, MOST_BYTES bytes or MOST_DEPTH folders, so that a script that fills the disk can't fill the
    memory), is an entry ``("unseen", mode, reason)``. If ``root`` is no folder any more, there is nothing.
    """
    return _Look(os.fspath(root)).tree()


class _Look:
    """One look at a tree."""

    def __init__(self, root: str) -> None:
        self.root, self.left, self.found = root, MOST_BYTES, Tree()

    def tree(self) -> Tree:
        try:
            info = os.lstat(self.root)
        except OSError:
            return {}
        waiting: list[tuple[str, int, int]] = (
            [("", stat.S_IMODE(info.st_mode), 0)] if stat.S_ISDIR(info.st_mode) else []
        )
        while waiting:
            path, mode, depth = waiting.pop()
            try:
                waiting += [(inner, inner_mode, depth + 1) for inner, inner_mode in self._folder(path, mode, depth)]
            except OSError as error:
                self._unseen(path, mode, _reason(error))
        return dict(sorted(self.found.items()))

    def _unseen(self, path: str, mode: int, reason: str) -> None:
        self.found[_readable(path) or "(the folder of the script)"] = ("unseen", mode, reason)

    def _folder(self, path: str, mode: int, depth: int) -> list[tuple[str, int]]:
        """Look at what stands in one folder; the folders in it, with their modes."""
        place = os.path.join(self.root, path) if path else self.root
        _open_up(place, mode, 0o700)
        inner: list[tuple[str, int]] = []
        with os.scandir(place) as entries:
            for entry in entries:
                if len(self.found) >= MOST_ENTRIES:
                    self._unseen(path, mode, f"there are more than {MOST_ENTRIES} entries in this tree")
                    return []
                name = os.path.join(path, entry.name)
                try:
                    self._entry(name, entry)
                except OSError as error:
                    self._unseen(name, 0, _reason(error))
                    continue
                kind, own_mode = self.found[_readable(name)][:2]
                if kind == "folder" and depth >= MOST_DEPTH:
                    self._unseen(name, own_mode, f"it lies more than {MOST_DEPTH} folders deep")
                elif kind == "folder":
                    inner.append((name, own_mode))
        return inner

    def _entry(self, name: str, entry: os.DirEntry[str]) -> None:
        info = entry.stat(follow_symlinks=False)
        mode, path = stat.S_IMODE(info.st_mode), _readable(name)
        if stat.S_ISLNK(info.st_mode):
            self.found[path] = ("link", _readable(os.readlink(entry.path)))
        elif stat.S_ISDIR(info.st_mode):
            self.found[path] = ("folder", mode)
        elif not stat.S_ISREG(info.st_mode):
            self.found[path] = ("special", mode)
        elif info.st_size > self.left:
            self._unseen(name, mode, f"with its {info.st_size} bytes the tree holds more than {MOST_BYTES}")
        else:
            _open_up(entry.path, mode, 0o600)
            with open(entry.path, "rb") as stream:
                content = stream.read(self.left)
            self.left -= len(content)
            self.found[path] = ("file", mode, content, 0.0)


def _readable(name: str) -> str:
    """A name as text that can be printed; bytes that aren't UTF-8 become ``\\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reason(error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG:
        return "its path is too long"
    return (error.strerror or type(error).__name__).lower()


def _open_up(place: str, mode: int, wanted: int) -> None:
    """Give this user the right to read (and enter) what is theirs."""
    if mode & wanted != wanted:
        with contextlib.suppress(OSError):
            os.chmod(place, mode | wanted)


def clear(root: str | os.PathLike[str]) -> None:
    """Remove the folder ``root``, whatever a script has left in it."""
    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(root)
        return
    _clear_flat(os.fspath(root))
    with contextlib.suppress(OSError):
        os.rmdir(root)


def _clear_flat(root: str) -> None:
    """Empty a folder with shut folders and paths of any length: each folder is moved up before it is emptied."""
    mark, count, waiting = uuid.uuid4().hex, 0, [root]
    while waiting:
        place = waiting.pop()
        with contextlib.suppress(OSError):
            _open_up(place, 0, 0o700)
            with os.scandir(place) as scanned:
                entries = [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in scanned]
            for path, is_folder in entries:
                with contextlib.suppress(OSError):
                    if not is_folder:
                        os.unlink(path)
                        continue
                    _open_up(path, 0, 0o700)
                    count += 1
                    moved = os.path.join(root, f"{mark}-{count}")
                    os.rename(path, moved)
                    waiting.append(moved)
        if place != root:
            with contextlib.suppress(OSError):
                os.rmdir(place)
