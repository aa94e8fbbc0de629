"""Attacks by what lies in a submission's folder: links, pipes, odd names, modules that pretend to be others."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT
from tests.grading.lesson import key
from tests.hostile.attacks import MARKER
from tests.hostile.test_files import LESSON, by_name
from workbook.course import Course
from workbook.grading.model import Master

UNIT, NOTEBOOK = "99-fake", "1-fake.ipynb"
WRONG = "def total(values):\n    return 0"
HONEST = "zz-honest"  # graded after all the others
SECRET = "secret-of-the-instructor.txt"


def course_in(folder: Path, *, config: str | None = None, lesson: Master = LESSON) -> Course:
    """A course of one lesson, a secret of the instructor's beside it, and one honest student."""
    course = Course(folder)
    for place, content in ((course.source, lesson.source), (course.release, lesson.release)):
        (place / UNIT / "data").mkdir(parents=True)
        (place / UNIT / "data" / "x.csv").write_text("a\n1\n")
        (place / UNIT / NOTEBOOK).write_text(json.dumps(content))
    instructor = course.source / UNIT / "instructor"
    instructor.mkdir()
    (instructor / "unit.toml").write_text("[limits]\nseconds = 5\noutput_kb = 64\n")
    (instructor / "1-fake.py").write_text("")
    course.config.write_text(config or (ROOT / "nbgrader_config.py").read_text(encoding="utf-8"))
    (folder / SECRET).write_text(MARKER)
    hand_in(course, HONEST, key(lesson).notebook)
    return course


def hand_in(course: Course, student: str, data: bytes) -> Path:
    """Hand in a notebook; its folder."""
    folder = course.submitted / student / UNIT
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(data)
    return folder


def wrong() -> bytes:
    """A notebook with a wrong answer."""
    made = json.loads(json.dumps(LESSON.release))
    by_name(made, "total")["source"] = WRONG
    return json.dumps(made).encode()


def _link_to_the_key(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course.source / UNIT / NOTEBOOK)


def _link_to_another(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course.submitted / HONEST / UNIT / NOTEBOOK)


def _linked_folder(folder: Path, course: Course) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(course.submitted / HONEST / UNIT)


def _linked_secret(folder: Path, course: Course) -> None:
    (folder / "notes.txt").symlink_to(course.root / SECRET)


def _endless_link(folder: Path, course: Course) -> None:
    (folder / "notes.txt").symlink_to("/dev/zero")


def _pipe(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    os.mkfifo(folder / NOTEBOOK)


def _folder_as_notebook(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK / "deep" / "deeper").mkdir(parents=True)


def _odd_names(folder: Path, course: Course) -> None:
    for name in (b"-rf", b"new\nline.ipynb", b"$(touch pwned).ipynb", b"'; drop table grade; --", b"not-utf8-\xff.ipynb",
                 "\u202egpj.ipynb".encode(), b"x" * 200, b"1-FAKE.IPYNB", b".ipynb", b"CON", b" "):  # fmt: skip
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"")


def _own_modules(folder: Path, course: Course) -> None:
    pretend = "import sys\ndef __getattr__(name): return lambda *args, **kwargs: True\n"
    (folder / "workbook").mkdir()
    (folder / "workbook" / "__init__.py").write_text(pretend)
    for name in ("numpy", "torch", "ast", "unittest", "sitecustomize", "nbgrader_config", "conftest"):
        (folder / f"{name}.py").write_text(pretend)


def _own_data(folder: Path, course: Course) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_text("a\n99\n")
    (folder / "timestamp.txt").write_text("1970-01-01 00:00:00 UTC" + "9" * 1_000_000)


def _huge(folder: Path, course: Course) -> None:
    with open(folder / NOTEBOOK, "r+b") as stream:
        stream.truncate(200 << 20)


FOLDERS: dict[str, Callable[[Path, Course], None]] = {
    "a link to the solution key": _link_to_the_key,
    "a link to another's notebook": _link_to_another,
    "the folder is a link to another's": _linked_folder,
    "a link to a secret beside the notebook": _linked_secret,
    "a link to /dev/zero beside the notebook": _endless_link,
    "a pipe in the notebook's place": _pipe,
    "a folder in the notebook's place": _folder_as_notebook,
    "odd file names beside the notebook": _odd_names,
    "modules of one's own named workbook, torch, ast": _own_modules,
    "data and a time stamp of one's own": _own_data,
    "a notebook file of 200 MB on disk": _huge,
}


def student(name: str) -> str:
    """A folder name for an attack."""
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def attack(course: Course, name: str) -> None:
    """Hand in a wrong answer with the attack called *name*."""
    FOLDERS[name](hand_in(course, student(name), wrong()), course)
