"""The instructor's commands: what they print, and how they exit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in
from tests.conftest import ROOT
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import SandboxUnavailable
from workbook.grading import engine


def run(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbook", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_class_goes_from_hand_in_to_export(tiny: Course, tmp_path: Path) -> None:
    hand_in(tiny, "ada", **RIGHT)
    hand_in(tiny, "bob")
    graded = run(tiny, "autograde", UNIT, "--jobs", "1")
    assert (graded.returncode, graded.stderr) == (0, "")
    assert "graded 4 notebooks, 0 unchanged, 0 problems" in graded.stdout
    assert "wrote 4 pages" in run(tiny, "feedback", UNIT).stdout
    assert "mean-tests" in run(tiny, "report", UNIT).stdout
    exported = run(tiny, "export", str(tmp_path / "grades.csv"), "--for", "moodle")
    assert "grades of 2 students" in exported.stdout
    assert "provisional: 1 essays are not graded yet, and count 0 points" in exported.stderr
    assert "1 essays wait to be graded by hand" in graded.stdout


def test_a_failed_submission_exits_with_1_and_is_listed_at_the_end(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    (hand_in(tiny, "bob") / "1-numbers.ipynb").write_text("nonsense")
    graded = run(tiny, "autograde", UNIT, "--jobs", "1")
    assert graded.returncode == 1
    assert "not graded: bob/00-tiny/1-numbers: the file is not JSON" in graded.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("autograde", "00-tinny"), "Did you mean '00-tiny'?"),
        (("autograde", UNIT, "--student", "nobody"), "Nothing was handed in by 'nobody'"),
        (("feedback", UNIT), "workbook autograde 00-tiny"),
        (("export", "x.csv", "--for", "excel"), "Choose one of: canvas, moodle, csv, oneroster."),
        (("export", "x.zip", "--for", "oneroster"), "Give both: --class ID --period ID."),
        (("check", UNIT), "workbook lab 00-tiny"),
    ],
)
def test_what_can_not_be_done_exits_with_2_and_says_what_to_do(
    tiny: Course, arguments: tuple[str, ...], words: str
) -> None:
    done = run(tiny, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_class_is_not_graded_without_a_sandbox(tiny: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("There is no bubblewrap.", "Install it: apt install bubblewrap")

    monkeypatch.setattr(engine, "grade", refuse)
    hand_in(tiny, "ada", **RIGHT)
    with pytest.raises(SandboxUnavailable, match="apt install bubblewrap"):
        autograde(tiny)
    assert gradebook.grades(tiny.gradebook) == []
