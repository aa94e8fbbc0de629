"""A student's first half hour, in a real JupyterLab in a real browser.

With WORKBOOK_SCREENSHOTS=FOLDER in the environment the pictures of the README are written there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab
from workbook.course import Lesson

# What a student does in each lesson: the answer cell, words of the first failure, a right answer, words of success.
LESSONS = {
    "00-welcome/1-welcome": ("mean-latency", "not written yet", "right-loop", "Right so far"),
    "03-pytorch/2-layers": ("linear", "written yet", "right-einsum", "Right so far"),
}


def _cell(page: Page, lab: Lab, lesson: Lesson, grade_id: str) -> Locator:
    """The notebook's cell with this grade id; JupyterLab draws cells only when they are near."""
    cells = json.loads(lesson.work.read_text())["cells"]
    index = next(number for number, cell in enumerate(cells) if cell["id"] == grade_id)
    return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')


def _picture(page: Page, name: str, of: Locator | None = None, at: str = "center") -> None:
    """A picture of the page, with *of* in sight, *at* its centre or start, where a folder for pictures is named."""
    folder = os.environ.get("WORKBOOK_SCREENSHOTS")
    if not folder:
        return
    before = page.viewport_size
    page.set_viewport_size({"width": 1100, "height": 760})
    page.wait_for_timeout(800)  # JupyterLab lays out anew
    if of is not None:
        of.evaluate("(one, block) => one.scrollIntoView({block})", at)
    page.mouse.move(600, 755)
    page.wait_for_timeout(800)
    page.screenshot(path=Path(folder) / f"{name}.png")
    if before:
        page.set_viewport_size(before)
        page.wait_for_timeout(500)


def _menu(page: Page, menu: str, item: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


def _show(page: Page, cell: Locator) -> None:
    """Scroll until the windowed list has drawn the cell."""
    outer = page.locator(".jp-WindowedPanel-outer").first
    outer.evaluate("panel => panel.scrollTo(0, 0)")
    for _ in range(80):
        if cell.count():
            cell.scroll_into_view_if_needed()
            return
        outer.evaluate("panel => panel.scrollBy(0, 400)")
        page.wait_for_timeout(50)
    raise AssertionError("the cell never came into view")


def _run_all(page: Page) -> None:
    """Run all cells, and say yes should JupyterLab, before its kernel is up, ask which kernel to take."""
    page.locator(".jp-KernelName", has_text="Python 3").wait_for()
    _wait_until_idle(page)
    _menu(page, "Run", "Run All Cells")
    page.wait_for_timeout(1500)
    accept = page.locator(".jp-Dialog .jp-mod-accept")
    if accept.count():
        accept.click()
    _wait_until_idle(page)


def _wait_until_idle(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'", timeout=120_000
    )


@pytest.mark.browser
@pytest.mark.parametrize("name", LESSONS)
def test_a_student_sees_a_failure_mends_it_and_saves(name: str, lab: Lab, page: Page) -> None:
    grade_id, failure, right, success = LESSONS[name]
    unit = lab.course.unit(name.partition("/")[0])
    lesson = unit.lesson(name.partition("/")[2])
    page.goto(lab.page_of(f"{name}.ipynb"))
    page.locator(".jp-Notebook").wait_for()
    _wait_until_idle(page)
    page.wait_for_timeout(1000)
    _picture(page, f"{lesson.name}-lesson")

    _run_all(page)
    tests = _cell(page, lab, lesson, f"{grade_id}-tests")
    _show(page, tests)
    expect(tests).to_contain_text(failure, timeout=60_000)
    _picture(page, f"{lesson.name}-failure")

    answer = _cell(page, lab, lesson, grade_id)
    _show(page, answer)
    answer.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    text = next(entry.path.read_text() for entry in unit.answers(grade_id) if entry.path.stem == right)
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    _show(page, tests)
    tests.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(tests).to_contain_text(success, timeout=60_000)
    _picture(page, f"{lesson.name}-success")

    page.keyboard.press("Escape")
    page.keyboard.press("Control+S")
    page.wait_for_timeout(1000)
    assert text.splitlines()[-1] in lesson.work.read_text().replace('\\"', '"')
