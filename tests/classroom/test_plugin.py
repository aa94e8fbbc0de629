"""nbgrader's own commands in the course folder: they work, and give the points of ``workbook autograde``."""

from __future__ import annotations

import os
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores
from tests.conftest import ROOT
from workbook.classroom.feedback import pages as feedback
from workbook.course import Course

ANSWERS = {
    "ada": RIGHT,
    "bob": {**RIGHT, "double": "def double(x):\n    return x ** 2", "mean": "def mean(numbers):\n    return 1.5"},
    "cyd": {},
}


def nbgrader(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command in the course folder, as an instructor would."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def nbgraded(tiny: Course) -> Course:
    """A class that nbgrader's own commands released, graded and gave feedback."""
    for student, answers in ANSWERS.items():
        hand_in(tiny, student, **answers)
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        done = nbgrader(tiny, command, UNIT, "--force")
        assert done.returncode == 0, done.stderr
    return tiny


def test_nbgrader_run_directly_gives_the_same_points_and_the_same_pages(nbgraded: Course) -> None:
    theirs = scores(nbgraded)
    page = nbgraded.feedback / "bob" / UNIT / "1-numbers.html"
    text = unescape(page.read_text(encoding="utf-8"))
    assert "wrong on another number" in text
    assert "secret_number" not in text
    autograde(nbgraded, force=True)
    assert scores(nbgraded) == theirs
    assert theirs["ada", "mean-tests"] == 4
    assert theirs["bob", "double-tests"] == 0
    with Gradebook(f"sqlite:///{nbgraded.gradebook}") as book:
        assert book.find_grade("why", "1-numbers", UNIT, "ada").needs_manual_grade
    feedback.generate(nbgraded, [UNIT])
    assert "wrong on another number" in unescape(page.read_text(encoding="utf-8"))


def test_nbgrader_releases_byte_for_byte_what_the_build_releases(tiny: Course) -> None:
    before = {path: path.read_bytes() for path in tiny.release.rglob("*") if path.is_file()}
    assert nbgrader(tiny, "generate_assignment", UNIT, "--force").returncode == 0
    assert {path: path.read_bytes() for path in tiny.release.rglob("*") if path.is_file()} == before


@pytest.mark.timeout(600)
def test_late_penalties_manual_grades_and_comments_survive_every_way_of_grading_again(tiny: Course) -> None:
    with open(tiny.config, "a", encoding="utf-8") as stream:
        stream.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (hand_in(tiny, "ada", **RIGHT) / "timestamp.txt").write_text("2029-12-31 00:00:00 UTC")
    (hand_in(tiny, "bob", **RIGHT) / "timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    autograde(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        book.update_or_create_assignment(UNIT, duedate="2030-01-01")
        for student in ("ada", "bob"):
            essay = book.find_grade("why", "1-numbers", UNIT, student)
            essay.manual_score, essay.needs_manual_grade = 2.5, False
            book.find_grade("double-tests", "1-numbers", UNIT, student).extra_credit = 1.0
            book.find_comment("why", "1-numbers", UNIT, student).manual_comment = "Well said."
        book.db.commit()

    def standing() -> list[tuple[object, ...]]:
        found = []
        with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
            for student in ("ada", "bob"):
                essay = book.find_grade("why", "1-numbers", UNIT, student)
                notebook = book.find_submission_notebook("1-numbers", UNIT, student)
                comment = book.find_comment("why", "1-numbers", UNIT, student).comment
                found.append((essay.manual_score, notebook.score, notebook.late_submission_penalty or 0, comment))
        return found

    expected = [(2.5, 9.5, 0, "Well said."), (2.5, 9.5, 9.5, "Well said.")]
    autograde(tiny, force=True)
    assert standing() == expected
    for _ in range(2):
        done = nbgrader(tiny, "autograde", UNIT, "--force")
        assert done.returncode == 0, done.stderr
        assert standing() == expected
    autograde(tiny)
    assert standing() == expected
