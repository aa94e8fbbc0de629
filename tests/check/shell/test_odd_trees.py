"""Whatever a script leaves in its tree is looked at without an error, told in words, and cleared away."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.grading.lesson import cell, master, submit
from workbook.check import Failure
from workbook.check.shell import trees
from workbook.check.shell.script import run_script
from workbook.check.shell.tree_words import tree_differences
from workbook.check.shell.trees import clear, look_at
from workbook.grading.engine import grade

NOBODY = 65534


def _deep(place: bytes, chance: random.Random) -> None:
    """A path longer than the system takes at once, made from within."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(place)
        for _ in range(chance.choice([20, 300])):
            name = b"d" * chance.choice([2, 200])
            os.mkdir(name)
            os.chdir(name)
        Path("end").write_text("x")
    finally:
        os.fchdir(here)
        os.close(here)


def _socket(place: bytes, chance: random.Random) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.join(place, b"socket"))


def _sparse(place: bytes, chance: random.Random) -> None:
    with open(os.path.join(place, b"sparse"), "wb") as stream:
        stream.truncate(2 ** chance.choice([20, 40]))


def _device(place: bytes, chance: random.Random) -> None:
    with contextlib.suppress(PermissionError):
        os.mknod(os.path.join(place, b"device"), stat.S_IFCHR | 0o666, os.makedev(1, 5))


def _write(place: bytes, name: bytes) -> None:
    with open(os.path.join(place, name), "wb") as stream:
        stream.write(b"x")


LEFT: dict[str, Callable[[bytes, random.Random], None]] = {
    "a file": lambda place, chance: _write(place, b"plain"),
    "odd bytes": lambda place, chance: _write(place, bytes(chance.choices(range(0x80, 0x100), k=9)) + b"\n"),
    "a long name": lambda place, chance: _write(place, b"n" * 255),
    "a pipe": lambda place, chance: os.mkfifo(os.path.join(place, b"pipe")),
    "a socket": _socket,
    "a device": _device,
    "a link to nothing": lambda place, chance: os.symlink(b"\xff/gone", os.path.join(place, b"dangling")),
    "a link to itself": lambda place, chance: os.symlink(b"self", os.path.join(place, b"self")),
    "a link out": lambda place, chance: os.symlink(b"/", os.path.join(place, b"out")),
    "a sparse file": _sparse,
    "a deep path": _deep,
    "many files": lambda place, chance: [_write(place, b"%d" % n) for n in range(300)] and None,
}


def leave(root: Path, chance: random.Random) -> None:
    """Fill *root* with odd things, and shut some of it."""
    folders = [os.fsencode(root)]
    for number in range(chance.randint(1, 5)):
        folders.append(os.path.join(chance.choice(folders), b"folder %d" % number))
        os.mkdir(folders[-1])
    for folder in folders:
        for kind in chance.sample(list(LEFT), chance.randint(0, 4)):
            LEFT[kind](folder, chance)
    for folder in reversed(folders):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if not os.path.islink(path) and chance.random() < 0.5:
                os.chmod(path, chance.choice([0, 0o111, 0o444, 0o666, 0o4755, 0o1777]))
    os.chmod(root, chance.choice([0, 0o400, 0o755]))


@contextlib.contextmanager
def as_ordinary_user() -> Iterator[Path]:
    """A folder of an ordinary user's; root, whom no mode stops, becomes one for the block, in a child process."""
    base = Path(tempfile.mkdtemp(prefix="odd-tree-"))
    try:
        if os.getuid():
            yield base
            return
        os.chown(base, NOBODY, NOBODY)
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


def in_child(work: Callable[[], None]) -> str:
    """What went wrong in *work*, done as an ordinary user."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            if not os.getuid():
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            work()
        except BaseException:
            os.write(writer, traceback.format_exc()[-4000:].encode(errors="replace"))
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8", errors="replace") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


def looked_at_and_cleared(root: Path, chance: random.Random) -> None:
    root.mkdir()
    leave(root, chance)
    found = look_at(root)
    for path, entry in found.items():
        assert entry[0] in ("file", "folder", "link", "special", "unseen")
        path.encode()
        assert entry[0] != "link" or entry[1].encode()
    for sentence in tree_differences({"x": "y"}, found):
        sentence.encode()
    clear(root)
    assert not os.path.lexists(root)


@pytest.mark.parametrize("seed", range(25))
def test_any_tree_is_looked_at_and_cleared(seed):
    with as_ordinary_user() as base:
        assert in_child(lambda: looked_at_and_cleared(base / "tree", random.Random(seed))) == ""


def test_shut_files_and_folders_are_seen_with_their_modes_and_bytes():
    def look() -> None:
        root.mkdir()
        (root / "d").mkdir()
        (root / "d/f").write_text("text")
        (root / "f").write_text("more")
        for path in ("d/f", "d", "f", ""):
            os.chmod(root / path, 0)
        assert look_at(root) == {
            "d": ("folder", 0),
            "d/f": ("file", 0, b"text", 0.0),
            "f": ("file", 0, b"more", 0.0),
        }

    with as_ordinary_user() as base:
        root = base / "tree"
        assert in_child(look) == ""


@pytest.mark.parametrize("what", ["gone", "a file", "a link"])
def test_a_tree_whose_root_is_gone_is_empty(what, tmp_path):
    if what == "a file":
        (tmp_path / "tree").write_text("x")
    elif what == "a link":
        (tmp_path / "tree").symlink_to("/etc")
    assert look_at(tmp_path / "tree") == {}


def test_what_is_too_much_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(trees, "MOST_BYTES", 10)
    monkeypatch.setattr(trees, "MOST_DEPTH", 2)
    (tmp_path / "a/b/c/d").mkdir(parents=True)
    (tmp_path / "big").write_text("x" * 11)
    said = tree_differences({"a/b": trees.folder(), "big": "x"}, look_at(tmp_path))
    assert any('"a/b/c" can\'t be looked at: it lies more than 2 folders deep' in line for line in said)
    assert any('"big" can\'t be looked at: with its 11 bytes' in line for line in said)
    monkeypatch.setattr(trees, "MOST_ENTRIES", 4)
    for number in range(9):
        (tmp_path / f"n{number}").touch()
    assert any("more than 4 entries" in line for line in tree_differences({}, look_at(tmp_path)))


@pytest.mark.parametrize(
    "script",
    [
        "mkdir d; echo x > d/f; chmod 000 d/f d; chmod 000 .",
        "mkdir -p a/b/c; touch a/b/c/f; chmod 400 a/b; chmod 600 a",
        'rmdir "$PWD"; ln -s /etc "$PWD"',
        "touch p; ln -s nowhere l; touch $'\\xff'; chmod 000 p",
        "for i in $(seq 60); do mkdir $(printf 'd%.0s' $(seq 200)); cd d*; done; touch end",
    ],
)
def test_a_script_that_leaves_such_a_tree_gets_a_verdict(script):
    test = 'run = check.run_script("job.sh", {}, kind="odd")\nrun.exits(0)\nrun.leaves({"!": "x"})'
    lesson = master(
        cell("read-only", "setup", "from workbook import check"),
        cell("answer", "work", "%%writefile job.sh\n### BEGIN SOLUTION\n### END SOLUTION"),
        cell("tests", "work-tests", test, 2),
    )
    result = grade(submit(lesson, work=f"%%writefile job.sh\n{script}\n"), lesson).tests[0]
    assert result.outcome == "failed" and 'the file "!" is missing' in result.message, result.message


def test_a_file_that_can_not_be_looked_at_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("job.sh").write_text("echo 0123456789 > f")
    monkeypatch.setattr(trees, "MOST_BYTES", 5)
    with pytest.raises(Failure, match=r'"f" can\'t be looked at'):
        run_script("job.sh").file("f")
