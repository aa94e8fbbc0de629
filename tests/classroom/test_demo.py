"""``workbook demo``: a class out of the answer bank, from release to feedback, in a scratch folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.tiny import UNIT, Inline
from workbook.classroom import demo
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


def test_a_folder_that_holds_something_is_left_alone(tiny: Course, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(CourseError, match="not empty"):
        demo.demo(tiny, tiny.unit(UNIT), tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_the_first_unit_with_an_answer_bank_is_chosen(tiny: Course) -> None:
    assert demo.default_unit(tiny).name == UNIT
