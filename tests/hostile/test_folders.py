"""Attacks by the submission's folder, through ``workbook autograde`` and through nbgrader's own command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.tiny import Inline
from tests.conftest import ROOT
from tests.hostile import folders
from tests.hostile.attacks import MARKER
from tests.hostile.folders import FOLDERS, HONEST, UNIT, attack, student
from tests.hostile.record import note
from tests.hostile.test_files import FILES, FORGERIES, forged
from workbook.classroom import batch
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import Crew
from workbook.course import Course


def points(course: Course) -> dict[tuple[str, str], float]:
    rows = gradebook.grades(course.gradebook, [UNIT])
    return {(row.student, row.cell): row.auto_score or 0.0 for row in rows}


def gained(course: Course) -> dict[str, float]:
    """Points on the attacked exercise, by student."""
    return {name: score for (name, cell), score in points(course).items() if cell == "total-tests"}


def leaks(course: Course) -> list[Path]:
    """Files that hold the instructor's secret and lie where a student's work goes."""
    places = [path for place in (course.autograded, course.feedback) for path in place.rglob("*") if path.is_file()]
    return [path for path in places if MARKER.encode() in path.read_bytes()]


def test_nothing_in_a_folder_gains_points_or_stops_the_batch(tmp_path: Path) -> None:
    course = folders.course_in(tmp_path / "course")
    for name in FOLDERS:
        attack(course, name)
    report = batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    feedback.generate(course, [UNIT])
    found, problems = gained(course), {problem.student: problem.message for problem in report.problems}
    assert found.pop(HONEST) == 4
    assert set(found.values()) <= {0}
    assert leaks(course) == []
    assert not list(tmp_path.rglob("pwned"))
    for name in FOLDERS:
        graded = student(name) in found
        assert graded or student(name) in problems
        note("submission", name, "no points; graded as handed in" if graded else f"refused: {problems[student(name)]}")


@pytest.mark.timeout(600)
def test_nbgraders_own_command_takes_every_attack_by_file_and_folder(tmp_path: Path) -> None:
    course = folders.course_in(tmp_path / "course")
    for name in FOLDERS:
        attack(course, name)
    for name, data in FILES.items():
        folders.hand_in(course, f"file-{student(name)}", data[: 33 << 20])
    for name, forge in FORGERIES.items():
        folders.hand_in(course, f"forged-{student(name)}", forged(forge).notebook)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        line = [sys.executable, "-m", "nbgrader", command, UNIT, "--force"]
        done = subprocess.run(
            line, cwd=course.root, env=environment, capture_output=True, text=True, timeout=500, check=False
        )
    found = points(course)
    assert found[HONEST, "total-tests"] == 4
    assert {who: score for who, score in gained(course).items() if score and who != HONEST} == {}
    unread = {name for name in FORGERIES if found.get((f"forged-{student(name)}", "mean-tests")) != 4}
    assert unread <= {"cells of odd types", "NUL bytes and half surrogates"}, "nbformat can't read these, and says so"
    assert leaks(course) == []
    assert not list(tmp_path.rglob("pwned"))
    assert HONEST in json.dumps([str(path) for path in course.feedback.rglob("*.html")]), done.stderr


NAMES = ("a\nbreak", "b[y]", "c*", "d?d", "e\x1b[2Jscreen", "f\N{RIGHT-TO-LEFT OVERRIDE}g", "g#%41", "zz[z]")
"""Of students' folders, between which honest ones lie: patterns that match others, ends of lines, what terminals obey."""


@pytest.mark.timeout(300)
def test_no_name_is_a_pattern_ends_nbgraders_batch_or_writes_to_the_terminal(tmp_path: Path) -> None:
    course = folders.course_in(tmp_path / "course")
    honest = (course.submitted / HONEST / UNIT / folders.NOTEBOOK).read_bytes()
    victim = folders.hand_in(course, "cara", honest)  # whom c* would match
    for name in NAMES:
        folders.hand_in(course, name, honest)
    (victim / "evil\x1b]0;pwned\x07\nfake line.ipynb").write_bytes(honest)
    (folders.hand_in(course, "cyd", honest) / "key.ipynb").symlink_to(course.source / UNIT / folders.NOTEBOOK)
    deep = os.open(folders.hand_in(course, "deep", honest), os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    batch.autograde(course, [UNIT], students=[HONEST], crew=Crew(Inline, 1))  # makes the gradebook
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", UNIT],
        cwd=course.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=280, check=False,
    )  # fmt: skip
    subprocess.run(["rm", "-rf", course.submitted / "deep"], check=True)  # Python's own rmtree can't
    told = done.stderr.decode()
    assert {HONEST, "cara", "b[y]", "c*", "d?d", "g#%41", "zz[z]"} == set(gained(course))
    assert done.returncode == 1
    assert "a�break" in told and "cyd is not graded: 'key.ipynb' is a symbolic link" in told
    assert "deep is not graded" in told
    assert not [letter for letter in told if not letter.isprintable() and letter not in "\n\t"]
    assert "\nfake line" not in told
