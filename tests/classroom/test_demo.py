"""``workbook demo``: a class out of the answer bank, from release to feedback, in a scratch folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.tiny import UNIT, Inline
from workbook.classroom import demo
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import Crew
from workbook.course import Course
from workbook.errors import CourseError


def test_each_kind_of_student_gets_what_the_kind_says(tiny: Course, tmp_path: Path) -> None:
    made = demo.demo(tiny, tiny.unit(UNIT), tmp_path / "scratch", students=6, crew=Crew(Inline, 1))
    points = {kind: [row.points for row in made.rows if row.kind == kind] for kind in demo.KINDS}
    assert points["right"] == points["alternative"] == [6, 1]
    assert points["untouched"] == [0, 0]
    assert points["broken"] == [None, None]
    assert all(earned < full for earned, full in zip(points["wrong"], [6, 1], strict=True) if earned is not None)
    assert made.pages == 12, "a broken notebook gets a page too"
    assert {problem.student for problem in made.batch.problems} == {"student-006"}
    assert not tiny.submitted.exists()
    assert list(made.steps) == ["collect", "autograde", "essays", "report", "feedback", "export"]
    assert (made.course.root / "report.html").is_file()
    grades = (made.course.root / "grades.csv").read_text().splitlines()
    assert sum(line.startswith("student-") for line in grades) == 5, "of whom something was graded"


def test_essays_get_marks_by_their_rubrics(tiny: Course, tmp_path: Path) -> None:
    text = tiny.unit(UNIT).lesson("1-numbers").text
    bare = '# %% [markdown] role="essay" id="why" points=3\n'
    table = "# %% [markdown]\n# | criterion | 0 | 1 | 3 |\n# |---|---|---|---|\n# | a reason | no | half | yes |\n#\n"
    text.write_text(text.read_text("utf-8").replace(bare, table + bare), encoding="utf-8")
    made = demo.demo(tiny, tiny.unit(UNIT), tmp_path / "scratch", students=12, crew=Crew(Inline, 1))
    essays = {row.student: row for row in gradebook.grades(made.course.gradebook, [UNIT]) if row.cell == "why"}
    read = [row.manual_score for row in essays.values() if row.manual_score is not None]
    assert made.essays == len(read) >= 6
    assert len(set(read)) > 1
    assert set(read) <= {0, 1, 3}
    assert not any(row.waits for row in essays.values())
    assert essays["student-004"].manual_score is None, "who wrote nothing needs no reader"


def test_a_folder_that_holds_something_is_left_alone(tiny: Course, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(CourseError, match="not empty"):
        demo.demo(tiny, tiny.unit(UNIT), tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_the_first_unit_with_an_answer_bank_is_chosen(tiny: Course) -> None:
    assert demo.default_unit(tiny).name == UNIT
