"""Every command on a course in which something is missing, damaged or of the wrong kind: an error with a way out."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.tiny import RIGHT, UNIT, Inline, autograde, hand_in, tiny_course
from workbook import cli, workspace
from workbook.classroom import workers
from workbook.classroom.workers import Crew
from workbook.course import Course
from workbook.grading import engine, kernel
from workbook.grading.model import Master, Result, Submission, TestResult

LESSON = "1-numbers"
PLACES = {
    "text": f"source/{UNIT}/instructor/{LESSON}.py",
    "settings": f"source/{UNIT}/instructor/unit.toml",
    "instructor": f"source/{UNIT}/instructor",
    "answer": f"source/{UNIT}/instructor/answers/mean/wrong-zero-for-empty.py",
    "answers": f"source/{UNIT}/instructor/answers",
    "source notebook": f"source/{UNIT}/{LESSON}.ipynb",
    "release notebook": f"release/{UNIT}/{LESSON}.ipynb",
    "unit's source": f"source/{UNIT}",
    "source": "source",
    "unit's release": f"release/{UNIT}",
    "release": "release",
    "own copy": f"work/{UNIT}/{LESSON}.ipynb",
    "unit's copies": f"work/{UNIT}",
    "work": "work",
    "submitted": "submitted",
    "student": "submitted/ada",
    "submission": f"submitted/ada/{UNIT}",
    "submitted notebook": f"submitted/ada/{UNIT}/{LESSON}.ipynb",
    "graded notebook": f"autograded/ada/{UNIT}/{LESSON}.ipynb",
    "graded": "autograded",
    "pages": "feedback",
    "page": f"feedback/ada/{UNIT}/{LESSON}.html",
    "gradebook": "gradebook.db",
    "private": ".workbook",
    "lock": ".workbook/autograde.lock",
    "configuration": "nbgrader_config.py",
    "target": "target",
    "licences": "LICENSES",
}
CONTENTS: dict[str, bytes] = {
    "nothing": b"",
    "no UTF-8": b"\xff\xfe\x00\xd8",
    "half a surrogate": b'{"cells": ["\\ud800"], "a": "\\ud800"}',
    "a list": b"[]",
    "an empty object": b"{}",
    "odd cells": b'{"cells": [3, {"cell_type": 5}, null], "metadata": [], "nbformat": "x"}',
    "odd tables": b'title = 3\nlimits = 4\npreload = "x"\norder = []\n',
    "odd limits": b'[limits]\nseconds = "x"\n[preload]\nmodules = 3\n',
    "a program that raises": b"raise SystemExit(7)\n",
}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    _remove(path)
    (path / "x" / "y").mkdir(parents=True)


def _file(content: bytes) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        _remove(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return damage


def _endless_link(path: Path) -> None:
    _remove(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(path)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": _remove,
    "a folder": _folder,
    "a link to itself": _endless_link,
    **{name: _file(content) for name, content in CONTENTS.items()},
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", UNIT),
    "build --check": ("build", "--check"),
    "bank": ("bank", UNIT, "--answer", "mean"),
    "check": ("check", UNIT),
    "check --json": ("check", "--json"),
    "autograde": ("autograde", UNIT),
    "feedback": ("feedback", UNIT),
    "report": ("report",),
    "export": ("export", "target"),
    "demo": ("demo", UNIT, "--students", "6", "--folder", "target"),
    "import": ("import", UNIT),
    "new unit": ("new", "07-more"),
    "new lesson": ("new", f"{UNIT}/3-more"),
    "lab": ("lab", UNIT),
    "exam": ("exam",),
    "exam --report": ("exam", "--report"),
    "exam --class": ("exam", "--class"),
    "reset": ("reset", UNIT),
    "reset lesson": ("reset", f"{UNIT}/{LESSON}"),
    "key": ("key", UNIT),
    "progress": ("progress",),
    "bundle": ("bundle", "target"),
}


def _nothing_earned(submission: Submission, master: Master, **_: Any) -> Result:
    """In place of the engine, which has tests of its own: the rebuilt notebook and no points."""
    from workbook.grading.rebuild import rebuild

    rebuilt = rebuild(submission, master)
    tests = tuple(TestResult(c.id, 0.0, c.points, "failed", "no") for c in rebuilt.cells if c.kind == "tests")
    return Result(submission.student, master.unit, master.lesson, tests, rebuilt.notebook({}, {}))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which every command has something to do."""
    course = tiny_course(tmp_path_factory.mktemp("whole") / "course")
    hand_in(course, "ada", **RIGHT)
    hand_in(course, "bob")
    workspace.take(course.units)
    autograde(course)
    return course.root


@pytest.fixture
def run(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run a command on a fresh copy of that course, after a damage; the exit code and what it said."""
    monkeypatch.setattr(engine, "grade", _nothing_earned)
    monkeypatch.setattr(kernel, "grade", _nothing_earned)
    monkeypatch.setattr(workers, "local_crew", lambda *_: Crew(Inline, 1))
    monkeypatch.setattr(os, "execve", lambda *_: sys.exit(0))

    def run(arguments: tuple[str, ...], damage: Callable[[Course], None]) -> tuple[int, str]:
        root = tmp_path / "course"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(whole, root, symlinks=True)
        monkeypatch.chdir(root)
        damage(Course(root))
        monkeypatch.setattr(sys, "argv", ["workbook", "--course", str(root), *arguments])
        said = io.StringIO()
        monkeypatch.setattr(
            cli.err, "_file", said
        )  # file is a property: put back, it would stay bound to this test's stream
        try:
            cli.main()
        except SystemExit as ended:
            return int(ended.code or 0), said.getvalue() + capsys.readouterr().err
        return 0, said.getvalue()

    return run


def _try(run: Callable[..., tuple[int, str]], command: str, place: str, name: str) -> None:
    what = f"{command}, {place}: {name}"
    try:
        code, said = run(COMMANDS[command], lambda course: DAMAGES[name](course.root / PLACES[place]))
    except Exception as error:
        raise AssertionError(what) from error
    assert code in (0, 1, 2), what
    assert "Traceback" not in said, what
    if code == 2 and not re.search(r"\.py:\d+: ", said):  # the place of a mistake is the way out
        assert len(said.strip().splitlines()) > 1, f"{what}: no way out in: {said}"


EVERY = [(place, name) for place in PLACES for name in DAMAGES]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_damage_makes_a_command_end_in_a_traceback(run: Callable[..., tuple[int, str]], command: str) -> None:
    for place, name in random.Random(command).sample(EVERY, 4):
        _try(run, command, place, name)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("command", COMMANDS)
def test_nor_does_any_of_all_damages(run: Callable[..., tuple[int, str]], command: str) -> None:
    for place, name in EVERY:
        _try(run, command, place, name)
