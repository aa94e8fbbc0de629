"""What a lesson looks like: locked cells say so, SQL and shell are coloured; a file that changed elsewhere is shown anew."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_student import _picture
from workbook import workspace
from workbook.course import Lesson

STRIP = "Check of the exercise above"


@pytest.fixture
def lesson(lab: Lab) -> Iterator[Lesson]:
    """A lesson with SQL in it, as released."""
    found = lab.course.unit("02-sql").lesson("1-select")
    found.work.write_bytes(found.release.read_bytes())
    yield found
    found.work.write_bytes(found.release.read_bytes())


def opened(page: Page, lab: Lab, lesson: Lesson) -> None:
    page.goto(lab.page_of(f"{lesson.unit.name}/{lesson.work.name}"))
    page.get_by_role("group", name=STRIP).first.wait_for(state="attached", timeout=90_000)


@pytest.mark.browser
def test_locked_cells_say_so_and_sql_is_coloured_as_sql(lesson: Lesson, lab: Lab, page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 2400})
    opened(page, lab, lesson)
    locked = page.locator(".jp-Cell.wb-locked").first
    expect(locked).to_be_visible()
    said = locked.locator(".jp-InputArea-editor").evaluate("one => getComputedStyle(one, '::after').content")
    assert said == '"locked"'
    sql = page.locator(".jp-CodeCell", has_text="%%sql").first
    sql.scroll_into_view_if_needed()
    words = sql.locator(".cm-line span[class]")
    expect(words.filter(has_text="SELECT").first).to_be_attached(
        timeout=20_000
    )  # SQL's colours come a little after Python's
    _picture(page, "course-locked")
    locked.locator(".cm-content").click()
    page.keyboard.press("x")
    expect(page.get_by_text("This cell is locked").first).to_be_visible()


@pytest.mark.browser
def test_a_lesson_that_was_reset_in_a_terminal_is_shown_anew_and_unsaved_text_is_asked_about(
    lesson: Lesson, lab: Lab, page: Page
) -> None:
    own = json.loads(lesson.work.read_text(encoding="utf-8"))
    own["cells"][0]["source"] += "\n\nMy own remark."
    lesson.work.write_text(json.dumps(own), encoding="utf-8")
    opened(page, lab, lesson)
    expect(page.locator(".jp-Notebook")).to_contain_text("My own remark.")
    workspace.reset(lesson.unit, [lesson])
    expect(page.locator(".jp-Notebook")).not_to_contain_text("My own remark.", timeout=20_000)
    expect(page.get_by_text("changed elsewhere").first).to_be_visible()

    answer = page.locator(".jp-CodeCell:not(.wb-locked) .cm-content").first
    answer.click()
    page.keyboard.insert_text("# not saved yet\n")
    os.utime(lesson.work, (lesson.work.stat().st_atime, lesson.work.stat().st_mtime + 60))
    expect(page.get_by_text("text here that is not saved").first).to_be_visible(timeout=20_000)
    expect(page.locator(".jp-Notebook")).to_contain_text("# not saved yet")


@pytest.mark.browser
def test_two_tabs_on_one_lesson_show_what_the_other_saved(lesson: Lesson, lab: Lab, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page, other = context.new_page(), context.new_page()
    try:
        opened(page, lab, lesson)
        opened(other, lab, lesson)
        other.locator(".jp-CodeCell:not(.wb-locked) .cm-content").first.click()
        other.keyboard.insert_text("# from the other tab\n")
        other.keyboard.press("Control+s")
        page.bring_to_front()
        expect(page.locator(".jp-Notebook")).to_contain_text("# from the other tab", timeout=30_000)
        assert "from the other tab" in Path(lesson.work).read_text(encoding="utf-8")
    finally:
        context.close()
