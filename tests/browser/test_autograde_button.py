"""The formgrader's own autograde button runs our engine, and shows a hostile submission without running it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_formgrader import formgrader
from tests.hostile import folders
from tests.hostile.folders import HONEST, UNIT
from tests.hostile.pages import notebook
from tests.hostile.test_files import LESSON
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.write import Writer
from workbook.course import Course

__all__ = ["formgrader"]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one honest student, one who links to the key, and one whose work is full of scripts."""
    made = folders.course_in(tmp_path / "course")
    folders.attack(made, "a link to the solution key")
    folders.hand_in(made, "eve", notebook())
    with Writer(made.gradebook, "ai-engineer-workbook") as writer:
        writer.register(UNIT, {"1-fake": (LESSON.source, LESSON.release)})
    return made


def press(page: Page, formgrader: str, student: str) -> str:
    """Press the autograde button in the student's row; what the formgrader says then."""
    page.goto(f"{formgrader}/manage_submissions/{UNIT}")
    row = page.locator("tr", has_text=student)
    row.locator(".autograde a").click()
    told = page.locator(".modal-body")
    expect(told).to_be_visible(timeout=60_000)
    return told.inner_text()


@pytest.mark.browser
def test_the_button_grades_in_the_sandbox_and_no_script_of_a_student_runs(
    course: Course, formgrader: str, page: Page
) -> None:
    page.goto(f"{formgrader}/?token=test")
    assert "Successfully autograded" in press(page, formgrader, HONEST)
    assert "Successfully autograded" in press(page, formgrader, "eve")
    assert "'1-fake.ipynb' is a symbolic link" in press(page, formgrader, folders.student("a link to the solution key"))
    rows = {(row.student, row.cell): row.auto_score for row in gradebook.grades(course.gradebook, [UNIT])}
    assert (rows[HONEST, "total-tests"], rows["eve", "total-tests"]) == (4, 0)
    graded = json.loads((course.autograded / HONEST / UNIT / "1-fake.ipynb").read_text(encoding="utf-8"))
    tests = next(cell for cell in graded["cells"] if cell["id"] == "total-tests")
    assert tests["metadata"]["workbook"]["outcome"] == "passed", "only our engine writes this"

    with sqlite3.connect(course.gradebook) as database:
        query = (
            "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id "
            "WHERE a.student_id = 'eve'"
        )
        (submission,) = database.execute(query).fetchone()
    page.goto(f"{formgrader}/submissions/{submission}/")
    expect(page.locator("#why")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.pwned") is None
