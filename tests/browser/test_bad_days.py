"""Bad days in a real browser: no kernel, a busy one, a server that goes, a hostile notebook. Nothing is lost, and it is said what to do."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_course import check_exercise, right_answer, start, strip_of, write
from tests.browser.test_student import _menu
from workbook.course import Lesson

INDICATOR = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator"


@pytest.fixture
def lesson(lab: Lab) -> Iterator[Lesson]:
    """The course's first lesson, as released and never checked, before and after; its kernels end with the test."""
    found = lab.course.units[0].lessons[0]
    found.work.write_bytes(found.release.read_bytes())
    lab.course.progress.unlink(missing_ok=True)
    yield found
    end_kernels(lab)
    found.work.write_bytes(found.release.read_bytes())
    lab.course.progress.unlink(missing_ok=True)


def asked(lab: Lab, method: str, name: str) -> Any:
    request = urllib.request.Request(f"{lab.url}/api/{name}", method=method)
    request.add_header("Authorization", f"token {lab.token}")
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.loads(reply.read() or b"null")


def end_kernels(lab: Lab) -> int:
    """End every kernel; how many there were."""
    found = asked(lab, "GET", "kernels")
    for kernel in found:
        asked(lab, "DELETE", f"kernels/{kernel['id']}")
    return len(found)


def opened(page: Page, lab: Lab, lesson: Lesson) -> None:
    page.goto(lab.page_of(f"{lesson.unit.name}/{lesson.work.name}"))
    strip_of(page)
    page.locator(f"{INDICATOR}[data-status='idle']").wait_for()


def own_cell(page: Page, text: str) -> None:
    """Add a cell of one's own below the active one and run it."""
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def check_and_save(page: Page, lesson: Lesson) -> None:
    """Check what stands in the editor, which is right, and save it."""
    strip = strip_of(page)
    check_exercise(strip)
    expect(strip).to_contain_text("Right: 3 of 3 points", timeout=60_000)
    _menu(page, "File", "Save Notebook")
    last = right_answer(lesson).splitlines()[-1]
    for _ in range(100):
        if last in lesson.work.read_text(encoding="utf-8"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the answer was not saved")


@pytest.mark.browser
@pytest.mark.sandbox
def test_with_the_kernel_dead_check_grades_what_stands_in_the_editor(lesson: Lesson, lab: Lab, page: Page) -> None:
    opened(page, lab, lesson)
    write(page, lesson, right_answer(lesson))
    assert end_kernels(lab) >= 1
    page.locator(f"{INDICATOR}:not([data-status='idle'])").wait_for()
    check_and_save(page, lesson)
    assert asked(lab, "GET", "kernels") == [], "a check needs no kernel, and starts none"


@pytest.mark.browser
@pytest.mark.sandbox
def test_a_kernel_that_is_killed_and_begins_anew_takes_no_text_with_it(lesson: Lesson, lab: Lab, page: Page) -> None:
    opened(page, lab, lesson)
    write(page, lesson, right_answer(lesson))
    own_cell(page, "import os\nos.kill(os.getpid(), 9)")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("appears to have died", timeout=60_000)
    dialog.get_by_role("button").last.click()
    check_and_save(page, lesson)
    assert "os.getpid()" in lesson.work.read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.sandbox
def test_with_the_kernel_busy_check_answers_all_the_same_and_disturbs_it_not(
    lesson: Lesson, lab: Lab, page: Page
) -> None:
    opened(page, lab, lesson)
    write(page, lesson, right_answer(lesson))
    own_cell(page, "import time\ntime.sleep(600)")
    busy = page.locator(f"{INDICATOR}[data-status='busy']")
    busy.wait_for()
    check_and_save(page, lesson)
    expect(busy).to_have_count(1)
    assert [kernel["execution_state"] for kernel in asked(lab, "GET", "kernels")] == ["busy"]
    _menu(page, "Kernel", "Interrupt Kernel")
    page.locator(f"{INDICATOR}[data-status='idle']").wait_for()


@pytest.mark.browser
@pytest.mark.sandbox
@pytest.mark.timeout(300)
def test_a_server_that_goes_during_a_check_is_told_and_the_page_goes_on_with_the_next_one(
    own_lab: Lab, page: Page
) -> None:
    lesson = own_lab.course.units[0].lessons[0]
    opened(page, own_lab, lesson)
    write(page, lesson, "import time\ntime.sleep(60)\n" + right_answer(lesson))
    strip = strip_of(page)
    check_exercise(strip)
    expect(strip.get_by_role("button", name="Cancel")).to_be_visible()
    page.wait_for_timeout(1000)
    own_lab.kill()
    expect(strip).to_contain_text("This page keeps what you wrote")
    panel = page.get_by_role("region", name="Course", exact=True)
    lost = page.get_by_role("dialog", name="Server Connection Error")  # JupyterLab's own, which comes when it likes
    page.add_locator_handler(lost, lambda: lost.get_by_role("button").last.click())
    own_lab.start()
    write(page, lesson, right_answer(lesson))
    check_and_save(page, lesson)
    expect(panel).to_contain_text("3 of ")


HACK = "<img src=x onerror=\"window.hacked = 'yes'\"><script>window.hacked = 'yes'</script>"


@pytest.mark.browser
@pytest.mark.sandbox
def test_a_hostile_notebook_from_elsewhere_runs_nothing_in_the_page(lesson: Lesson, lab: Lab, page: Page) -> None:
    made = json.loads(lesson.release.read_text(encoding="utf-8"))
    show = {"output_type": "display_data", "metadata": {}, "data": {"text/html": HACK, "text/markdown": HACK}}
    script = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"application/javascript": "window.hacked = 'yes'"},
    }
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [show, script], 1
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = f"raise ValueError({HACK!r})"
        else:
            cell["source"] = f"{HACK}\n\n[a link](javascript:window.hacked='yes')"
        cell["metadata"]["trusted"] = True
    odd = {"grade_id": HACK, "grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3}
    made["cells"].append({"cell_type": "code", "id": "odd", "source": HACK, "outputs": [show], "execution_count": 1,
                          "metadata": {"nbgrader": odd, "editable": False}})  # fmt: skip
    made["metadata"]["kernelspec"]["display_name"] = HACK
    strange = Path(lesson.work.parent) / "from-elsewhere.ipynb"
    strange.write_text(json.dumps(made), encoding="utf-8")
    try:
        page.set_viewport_size({"width": 1280, "height": 3600})
        start(page, lab)
        page.goto(lab.page_of(f"{lesson.unit.name}/{strange.name}"))
        strip = strip_of(page)
        check_exercise(strip)
        expect(strip).to_contain_text("onerror", timeout=60_000)  # as text, in the card
        odd_one = page.get_by_role("group", name="Check of the exercise above").last
        odd_one.scroll_into_view_if_needed()
        page.wait_for_timeout(500)  # cells that are drawn above move it from under the mouse
        check_exercise(odd_one)
        expect(odd_one).to_contain_text("Could not be checked", timeout=60_000)
        assert page.locator("[onerror]").count() == 0
        assert page.evaluate("() => window.hacked") is None
    finally:
        strange.unlink()


@pytest.mark.browser
@pytest.mark.sandbox
def test_a_half_written_lesson_is_told_and_begun_anew_with_the_file_kept(lesson: Lesson, lab: Lab, page: Page) -> None:
    half = lesson.release.read_bytes()[:700]
    lesson.work.write_bytes(half)
    panel = start(page, lab)
    panel.get_by_role("button", name=re.compile("^Begin")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Unreadable Notebook")
    told = page.get_by_role("alert").filter(has_text="written only in part")
    expect(told).to_contain_text("kept in work/backups/")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("dialog").get_by_role(
        "button", name="Discard"
    ).click()  # JupyterLab asks; there is nothing to save
    assert lesson.work.read_bytes() == half
    told.get_by_role("button", name="Start again").click()
    expect(page.locator(".jp-Notebook")).to_contain_text("How to work here")
    strip_of(page)
    backups = [path for path in lab.course.backups.rglob(lesson.work.name) if path.read_bytes() == half]
    assert len(backups) == 1
