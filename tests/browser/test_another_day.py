"""Another day: the server was stopped, or the course was brought up to date; the work is there, and Continue goes on.

With WORKBOOK_SCREENSHOTS=FOLDER in the environment the pictures of docs/student.md are written there.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_course import WRONG, check_exercise, panel_of, right_answer, start, strip_of, write
from tests.browser.test_student import _picture
from workbook import workspace
from workbook.course import Course, Lesson


def back(page: Page, lab: Lab) -> Locator:
    """JupyterLab on another day, with what was open then; the course panel."""
    page.goto(f"{lab.url}/lab?token={lab.token}")
    return panel_of(page)


def active(page: Page) -> Locator:
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active")


def save(page: Page, lesson: Lesson, text: str) -> None:
    """Save as a user does, and wait until the file holds *text*."""
    page.keyboard.press("Control+s")
    until = 100
    while text not in lesson.work.read_text(encoding="utf-8") and until:
        page.wait_for_timeout(100)
        until -= 1
    assert until, "it was not saved"


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.timeout(300)
def test_after_a_restart_continue_takes_up_the_lesson_then_the_next_exercise(own_lab: Lab, page: Page) -> None:
    first, after = list(own_lab.course.lessons())[:2]
    start(page, own_lab).get_by_role("button", name=re.compile("^Begin")).click()
    strip = strip_of(page)
    write(page, first, WRONG)
    check_exercise(strip)
    expect(strip).to_contain_text(re.compile("Partly right|Not right yet"), timeout=60_000)
    save(page, first, "if l) / len")

    own_lab.stop()
    own_lab.start()
    panel = back(page, own_lab)
    way = panel.get_by_role("button", name=re.compile("^Continue"))
    expect(way).to_contain_text("A first try")
    way.click()
    expect(active(page)).to_contain_text("if l) / len", timeout=60_000)  # the exercise, with what was written
    write(page, first, right_answer(first))
    check_exercise(strip_of(page))
    expect(strip_of(page)).to_contain_text("Right: 3 of 3 points", timeout=60_000)
    save(page, first, right_answer(first).splitlines()[0])

    own_lab.stop()
    own_lab.start()
    panel = back(page, own_lab)
    expect(panel).to_contain_text("3 of ")
    way = panel.get_by_role("button", name=re.compile("^Continue"))
    _picture(page, "course-restart")
    way.click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=f"{after.name}.ipynb")).to_be_visible()
    cells = json.loads(after.release.read_text(encoding="utf-8"))["cells"]
    answer = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution"))
    expect(active(page)).to_contain_text("".join(answer["source"]).splitlines()[0], timeout=60_000)
    _picture(page, "course-next", active(page))


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.timeout(300)
def test_a_course_update_brings_the_new_text_and_keeps_answers_and_own_cells(own_lab: Lab, page: Page) -> None:
    lesson = own_lab.course.units[0].lessons[0]
    page.goto(own_lab.page_of(f"{lesson.unit.name}/{lesson.work.name}"))
    strip_of(page)
    write(page, lesson, right_answer(lesson))
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("remark = 'a cell of my own'")
    page.keyboard.press("Escape")
    save(page, lesson, "a cell of my own")

    own_lab.stop()
    released = lesson.release.read_text(encoding="utf-8")
    assert "## A test is a specification" in released
    lesson.release.write_text(
        released.replace("## A test is a specification", "## A test says what is wanted"), encoding="utf-8"
    )
    [line] = list(workspace.ready(Course(own_lab.course.root).units))  # what `workbook lab` does, and says
    assert "work/backups/" in line.replace(str(own_lab.course.work), "work")
    own_lab.start()

    page.set_viewport_size({"width": 1100, "height": 3600})  # JupyterLab draws what is in sight only
    page.goto(own_lab.page_of(f"{lesson.unit.name}/{lesson.work.name}"))
    strip = strip_of(page)
    notebook = page.locator(".jp-Notebook")
    expect(notebook).to_contain_text("A test says what is wanted")
    expect(notebook).not_to_contain_text("A test is a specification")
    expect(notebook).to_contain_text("a cell of my own")
    expect(notebook).to_contain_text(right_answer(lesson).splitlines()[-1].strip())
    check_exercise(strip)
    expect(strip).to_contain_text("Right: 3 of 3 points", timeout=60_000)
    _picture(page, "course-update", page.get_by_role("heading", name="A test says what is wanted"))
