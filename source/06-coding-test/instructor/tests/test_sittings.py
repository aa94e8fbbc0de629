"""Papers of a class: late parts and doubts reach the instructor's report and the feedback, and cost no point."""

from __future__ import annotations

import json
import os
import shutil
from html import unescape
from pathlib import Path

import nbformat
import pytest
from test_times import START, taken

import paper_report
import paper_times
from tests.classroom.tiny import Inline
from tests.conftest import ROOT
from workbook import printing
from workbook.classroom import batch, report
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import DEFAULT_COURSE_ID
from workbook.classroom.nbgrader.plugin import Rebuild
from workbook.classroom.workers import Crew
from workbook.course import Course

UNIT, LESSON = paper_report.UNIT, "1-paper-one"
NAMES = {"ada": "Ada", "bob": "Bob", "cyd": "Cyd", "dan": " ADA", "eve": "Eve"}


def hand_in(course: Course, student: str) -> Path:
    """The released paper with a right answer to part A."""
    folder = course.submitted / student / UNIT
    folder.mkdir(parents=True)
    notebook = json.loads((course.release / UNIT / f"{LESSON}.ipynb").read_text())
    right = course.unit(UNIT).instructor / "answers" / "one-table" / "right-row-by-row.py"
    for cell in notebook["cells"]:
        if "".join(cell["source"]) == 'student = "your name"':
            cell["source"] = f'student = "{NAMES[student]}"'
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "one-table":
            cell["source"] = right.read_text()
        if student == "bob" and "clock.finish" in "".join(cell["source"]):
            metadata = {"workbook": {"exam": vars(taken(late="A"))}}
            cell["outputs"] = [{"output_type": "display_data", "data": {}, "metadata": metadata}]
    (folder / f"{LESSON}.ipynb").write_text(json.dumps(notebook))
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Five students: in time, late (told by the notebook alone), no times, a name taken twice, a forged file."""
    root = tmp_path_factory.mktemp("papers")
    for name in ("source", "release"):
        os.symlink(ROOT / name, root / name)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    course = Course(root)
    gradebook.create(course.gradebook, DEFAULT_COURSE_ID)
    for student in NAMES:
        folder = hand_in(course, student)
        if student in ("ada", "dan", "eve"):
            paper_times.save(taken(), folder)
    os.utime(course.submitted / "eve" / UNIT / "exam-one.json", (START, START))
    made = batch.autograde(course, [UNIT], crew=Crew(Inline, 1))
    assert made.problems == []
    return course


def sittings(made: report.Report) -> dict[str, paper_times.Sitting]:
    found = {one.student: paper_times.Sitting.from_dict(one.claim) for one in made.claims}
    return {student: taken for student, taken in found.items() if taken is not None}


def test_the_report_tells_late_parts_and_doubts(graded: Course) -> None:
    made = report.report(graded, [UNIT])
    papers = sittings(made)
    assert {name: one.late for name, one in papers.items()} == {
        "ada": [],
        "bob": ["A"],
        "cyd": [],
        "dan": [],
        "eve": [],
    }
    assert papers["ada"].doubts == ("drawn from the same name as that of dan",)
    assert papers["cyd"].times is None
    assert "before the last time" in papers["eve"].doubts[0]
    text = printing.report(made)
    row = next(line for line in text.splitlines() if line.startswith("bob") and LESSON in line)
    assert row.split() == ["bob", LESSON, "2023-11-14", "22:13:20", "UTC", "70:00", "A", "-"]
    assert "no times were handed in" in text


def test_a_stub_that_was_left_is_no_misconception(graded: Course) -> None:
    assert [item.misconceptions for item in report.report(graded, [UNIT]).items if item.misconceptions] == []


def test_times_change_no_points(graded: Course) -> None:
    points = {row.student: row.score for row in gradebook.notebooks(graded.gradebook, [UNIT]) if row.lesson == LESSON}
    assert set(points.values()) == {20.0}


def test_the_feedback_flags_the_late_part_and_no_other(graded: Course) -> None:
    feedback.generate(graded, [UNIT])
    pages = {
        name: unescape((graded.feedback / name / UNIT / f"{LESSON}.html").read_text(encoding="utf-8")) for name in NAMES
    }
    assert pages["bob"].count("late: 30:00 of 15:00") == 2
    assert "By its own clock this paper was started 2023-11-14 22:13:20 UTC" in pages["bob"]
    assert "late:" not in pages["ada"]
    assert "No times were handed in with this paper." in pages["cyd"]


def test_changed_times_are_graded_again_and_unchanged_ones_are_not(graded: Course) -> None:
    paper_times.save(taken(late="C"), graded.submitted / "cyd" / UNIT)
    again = batch.autograde(graded, [UNIT], crew=Crew(Inline, 1))
    assert [line.student for line in again.lines] == ["cyd"]
    papers = sittings(report.report(graded, [UNIT]))
    assert papers["cyd"].late == ["C"]


def test_nbgraders_own_autograder_keeps_the_times_too(graded: Course) -> None:
    path = graded.submitted / "bob" / UNIT / f"{LESSON}.ipynb"
    facts = {"student": "bob", "assignment": UNIT, "notebook": LESSON, "db_url": f"sqlite:///{graded.gradebook}"}
    rebuilt, _ = Rebuild().preprocess(nbformat.read(path, as_version=4), {"nbgrader": facts})
    found = paper_times.Sitting.from_dict(rebuilt.metadata["workbook"]["claim"])
    assert found is not None
    assert found.late == ["A"]
    assert all(not cell.get("outputs") for cell in rebuilt.cells)


def test_the_class_is_listed_before_it_is_graded(graded: Course) -> None:
    lines = {line.partition(",")[0]: line for line in paper_report.of_class(graded)}
    assert lines["bob"] == "bob, paper one: 2023-11-14 22:13:20 UTC, 70:00 minutes; late: A"
    assert lines["dan"].endswith("; drawn from the same name as that of ada")
