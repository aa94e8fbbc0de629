"""The course inside JupyterLab, as a newcomer meets it: panel, Continue, Check, card, Solution, Start again, Undo.

With WORKBOOK_SCREENSHOTS=FOLDER in the environment the pictures of docs/student.md are written there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_student import _picture
from tests.conftest import ROOT
from workbook.course import Lesson

AXE = ROOT / "labextension" / "node_modules" / "axe-core" / "axe.min.js"
WRONG = "def mean_latency(latencies):\n    return sum(l for l in latencies if l) / len(latencies)"


@pytest.fixture
def first(lab: Lab) -> Iterator[Lesson]:
    """The course's first lesson, as released and never checked, before and after."""
    lesson = lab.course.units[0].lessons[0]
    lesson.work.write_bytes(lesson.release.read_bytes())
    lab.course.progress.unlink(missing_ok=True)
    yield lesson
    lesson.work.write_bytes(lesson.release.read_bytes())
    lab.course.progress.unlink(missing_ok=True)


def right_answer(lesson: Lesson) -> str:
    return next(answer.path.read_text() for answer in lesson.unit.answers() if answer.right)


def start(page: Page, lab: Lab) -> Locator:
    """JupyterLab as at the first start; the course panel."""
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    return panel_of(page)


def panel_of(page: Page) -> Locator:
    """The course panel, once it shows the way."""
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("button", name=re.compile("^(Begin|Continue)"))).to_be_visible(timeout=60_000)
    return panel


def strip_of(page: Page) -> Locator:
    """What stands below the first tests cell of the lesson in front, once it stands there."""
    strip = page.get_by_role("group", name="Check of the exercise above").first
    strip.wait_for(state="attached", timeout=90_000)
    return strip


def check_exercise(strip: Locator) -> None:
    """Click Check, and once more where nothing came of it: a click is lost when JupyterLab moves the cells just then."""
    button = strip.get_by_role("button", name="Check this exercise")
    before = strip.text_content() or ""
    button.click()
    for _ in range(0 if re.search("Right|Partly|Not right", before) else 2):
        try:
            expect(strip).not_to_have_text(before, timeout=10_000)
            return
        except AssertionError:
            button.click()


def answer_of(page: Page, lesson: Lesson) -> Locator:
    """The first answer cell of the lesson."""
    cells = json.loads(lesson.release.read_text())["cells"]
    index = next(n for n, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("solution"))
    return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')


def write(page: Page, lesson: Lesson, text: str) -> None:
    """Write *text* into the answer cell above the first exercise."""
    answer_of(page, lesson).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Escape")


@pytest.mark.browser
@pytest.mark.sandbox
def test_from_the_first_start_to_full_points_and_on(first: Lesson, lab: Lab, page: Page) -> None:
    panel = start(page, lab)
    expect(panel).to_contain_text("0 of ")
    for name in ("Create Assignment", "Nbgrader", "Jupytext", "Validate"):
        expect(page.get_by_text(name, exact=True)).to_have_count(0)
    _picture(page, "course-start")
    panel.get_by_role("button", name=re.compile("^Begin")).click()
    strip = page.get_by_role("group", name="Check of the exercise above").first
    strip.get_by_role("button", name="Check this exercise").click(timeout=60_000)
    expect(strip).to_contain_text("Not begun", timeout=60_000)
    _picture(page, "course-begun", answer_of(page, first), "start")

    write(page, first, WRONG)
    check_exercise(strip)
    expect(strip).to_contain_text(re.compile("Partly right|Not right yet"))
    expect(strip).to_contain_text("Expected")
    expect(strip).to_contain_text("Got")
    _picture(page, "course-card", answer_of(page, first), "start")

    write(page, first, right_answer(first))
    _picture(page, "course-mended", answer_of(page, first), "start")
    check_exercise(strip)
    expect(strip).to_contain_text("Right: 3 of 3 points")
    expect(strip).to_contain_text("hidden")
    expect(panel).to_contain_text("3 of ")
    expect(panel.get_by_role("button", name=re.compile("solved")).first).to_be_visible()
    _picture(page, "course-right", strip, "end")
    assert "mean_latency" in first.work.read_text() and "Right: 3" not in first.work.read_text()

    # begun again, it goes on with the next lesson
    panel = start(page, lab)
    after = list(lab.course.lessons())[1]
    panel.get_by_role("button", name=re.compile("^Continue")).click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=f"{after.name}.ipynb")).to_be_visible()


@pytest.mark.browser
@pytest.mark.sandbox
def test_the_solution_stands_beside_and_an_answer_comes_back_after_starting_again(
    first: Lesson, lab: Lab, page: Page
) -> None:
    panel = start(page, lab)
    panel.get_by_role("button", name=re.compile("^Begin")).click()
    strip = page.get_by_role("group", name="Check of the exercise above").first
    strip.get_by_role("button", name="Solution of this exercise").click(timeout=60_000)
    expect(page.get_by_role("dialog")).to_contain_text("anyway")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    write(page, first, WRONG)
    check_exercise(strip)
    expect(strip).to_contain_text(re.compile("Partly right|Not right yet"), timeout=60_000)
    strip.get_by_role("button", name="Solution of this exercise").click()
    expect(page.locator(".wb-solution")).to_contain_text("Other ways that earn full points")
    expect(panel).to_contain_text("1 looked up")
    _picture(page, "course-solution")
    page.locator(".lm-TabBar-tab", has_text="Solution: ").locator(".lm-TabBar-tabCloseIcon").click()

    strip.get_by_role("button", name="Start this exercise again").click()
    page.get_by_role("dialog").get_by_role("button", name="Start again").click()
    expect(strip).to_contain_text("work/backups/")
    answer = page.locator(".jp-Notebook .jp-Cell", has_text="def mean_latency").first
    expect(answer).to_contain_text("NotImplementedError")
    _picture(page, "course-again", answer_of(page, first), "start")
    strip.get_by_role("button", name=re.compile("^Undo")).click()
    expect(answer).to_contain_text("len(latencies)")
    _picture(page, "course-undone", answer_of(page, first), "start")


def theme(page: Page, name: str) -> None:
    """Choose one of JupyterLab's themes as a user would."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    for item in ("Theme", name):
        page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()
    light = str(name == "JupyterLab Light").lower()
    expect(page.locator(f"body[data-jp-theme-light='{light}']")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.sandbox
def test_panel_and_card_break_no_rule_of_accessibility_in_either_theme(
    first: Lesson, lab: Lab, browser: Browser
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: tools/labextension.sh does, where Node is")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    try:
        panel = start(page, lab)
        panel.get_by_role("button", name=re.compile("^Begin")).click()
        strip = page.get_by_role("group", name="Check of the exercise above").first
        strip.wait_for()
        write(page, first, WRONG)
        check_exercise(strip)
        expect(strip).to_contain_text("Expected")
        page.add_script_tag(path=AXE)
        for name in ("JupyterLab Light", "JupyterLab Dark"):
            theme(page, name)
            if name == "JupyterLab Dark":
                _picture(page, "course-dark", strip)
            for place in (".wb-panel", ".wb-strip"):
                found = page.evaluate("place => axe.run(place)", place)
                told = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]
                assert told == [], f"{place} in {name}"
                assert found["passes"]
        theme(page, "JupyterLab Light")
        page.wait_for_timeout(1500)  # JupyterLab saves the choice, which other tests share
    finally:
        context.close()


@pytest.mark.browser
@pytest.mark.sandbox
def test_notebook_7_has_the_checks_too(first: Lesson, lab: Lab, page: Page) -> None:
    page.goto(f"{lab.url}/notebooks/{first.unit.name}/{first.work.name}?token={lab.token}")
    strip = page.get_by_role("group", name="Check of the exercise above").first
    check_exercise(strip)
    expect(strip).to_contain_text("Not begun", timeout=60_000)


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until *wanted* has the focus."""
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab, and it never had the focus")


@pytest.mark.browser
@pytest.mark.sandbox
def test_by_keyboard_alone_from_begin_to_full_points(first: Lesson, lab: Lab, page: Page) -> None:
    tab_to(page, start(page, lab).get_by_role("button", name=re.compile("^Begin")))
    page.keyboard.press("Enter")
    strip = strip_of(page)
    answer = page.locator(".jp-Notebook .jp-Cell.jp-mod-active")
    expect(answer).to_contain_text("def mean_latency")  # Begin has made it the active cell
    page.wait_for_function("() => document.activeElement.closest('.jp-Cell.jp-mod-active')")  # and given it the focus
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()  # what was opened has come to rest
    for text, told in ((WRONG, "Not right yet"), (right_answer(first), "Right: 3 of 3 points")):
        page.keyboard.press("Enter")  # into the cell
        expect(answer.locator(".cm-editor.cm-focused")).to_have_count(1)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        expect(answer).to_contain_text(text.splitlines()[-1].strip())
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Alt+Enter")
        expect(strip.get_by_role("status")).to_contain_text(told, timeout=60_000)
    page.keyboard.press("ArrowDown")  # to the tests cell, below which the buttons stand
    tab_to(page, strip.get_by_role("button", name="Check this exercise"))
    _picture(page, "course-keyboard", strip)
    page.keyboard.press("Tab")
    solution = strip.get_by_role("button", name="Solution of this exercise")
    expect(solution).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".wb-solution")).to_contain_text("Other ways that earn full points")
