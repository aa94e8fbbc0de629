"""Explain it: a learner's own right answer is asked about below its card, by mouse and by keyboard alone.

With WORKBOOK_SCREENSHOTS=FOLDER in the environment the pictures of docs/student.md are written there.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_accessible import violations
from tests.browser.test_course import WRONG, check_exercise, first, right_answer, start, strip_of, tab_to, theme, write
from tests.browser.test_student import _picture
from workbook.course import Lesson

__all__ = ["first"]  # the fixture: the course's first lesson, as released
pytestmark = [pytest.mark.browser, pytest.mark.sandbox]


def begin(page: Page, lab: Lab) -> Locator:
    """The first lesson, opened from the panel; what stands below its exercise."""
    start(page, lab).get_by_role("button", name=re.compile("^Begin")).click()
    return strip_of(page)


def check(strip: Locator, told: str) -> None:
    check_exercise(strip)
    expect(strip).to_contain_text(told, timeout=60_000)


def predict(question: Locator) -> None:
    """Say something: tick the first choice, or write a guess."""
    boxes = question.get_by_role("checkbox")
    if boxes.count():
        boxes.first.check()
    else:
        question.get_by_role("textbox", name="What you expect").fill("seven")


def test_a_right_answer_is_explained_prediction_first(first: Lesson, lab: Lab, page: Page) -> None:
    strip = begin(page, lab)
    explain = strip.get_by_role("button", name="Explain it: questions on this answer")
    write(page, first, WRONG)
    check(strip, "Not right yet")
    expect(explain).to_have_count(0)

    write(page, first, right_answer(first))
    check(strip, "Right: 3 of 3 points")
    explain.click()
    questions = strip.get_by_role("region", name="Explain it", exact=True)
    expect(questions).to_contain_text("Question 1 of ", timeout=60_000)
    expect(questions.get_by_role("region", name="Your answer, with the numbers of its lines")).to_contain_text(
        "def mean_latency"
    )
    said = questions.get_by_role("status")
    questions.get_by_role("button", name="Show the answer").click()
    expect(said).to_have_text("First say what you expect. A guess will do.")  # and nothing else

    count = int(re.findall(r"Question 1 of (\d)", questions.inner_text())[0])
    assert 1 <= count <= 3
    reasons = 0
    for number in range(1, count + 1):
        expect(questions).to_contain_text(f"Question {number} of {count}")
        predict(questions)
        questions.get_by_role("button", name="Show the answer").click()
        expect(said).to_contain_text("You said")
        expect(said).to_contain_text("It is")
        reasons += (why := said.get_by_role("region", name="Why").count())
        if why and reasons == 1:
            _picture(page, "course-explain", questions, "end")
        if number < count:
            questions.get_by_role("button", name="Next question").click()
    assert reasons, "no question told why"
    other = questions.get_by_role("button", name="Other questions on this answer")
    other.click()
    expect(questions).to_contain_text("Question 1 of ", timeout=60_000)
    questions.get_by_role("button", name="Close the questions").click()
    expect(questions).to_have_count(0)
    expect(explain).to_be_focused()
    page.keyboard.press("Control+S")
    page.wait_for_timeout(1000)
    assert "Question" not in first.work.read_text() and "seven" not in first.work.read_text()


def test_an_answer_that_was_changed_since_is_not_asked_about(first: Lesson, lab: Lab, page: Page) -> None:
    strip = begin(page, lab)
    write(page, first, right_answer(first))
    check(strip, "Right: 3 of 3 points")
    write(page, first, WRONG)
    strip.get_by_role("button", name="Explain it: questions on this answer").click()
    expect(strip.get_by_role("alert")).to_contain_text("does not have full points as it stands", timeout=60_000)
    expect(strip).to_contain_text("Right: 3 of 3 points")  # the card of what was checked stays


def test_by_keyboard_alone_and_no_key_reaches_the_notebook(first: Lesson, lab: Lab, page: Page) -> None:
    strip = begin(page, lab)
    write(page, first, right_answer(first))
    check(strip, "Right: 3 of 3 points")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    tab_to(page, strip.get_by_role("button", name="Explain it: questions on this answer"))
    page.keyboard.press("Enter")
    questions = strip.get_by_role("region", name="Explain it", exact=True)
    expect(questions.get_by_role("heading", name="Question 1 of ")).to_be_focused(timeout=60_000)
    for _ in range(3):
        boxes = questions.get_by_role("checkbox")
        if boxes.count():
            tab_to(page, boxes.first)
            for key in ("b", "a", "d", "d", "x"):  # in the notebook: cells below, above, and away
                page.keyboard.press(key)
            page.keyboard.press("Space")
            expect(boxes.first).to_be_checked()
        else:
            tab_to(page, questions.get_by_role("textbox", name="What you expect"))
            page.keyboard.type("badd x")
            expect(questions.get_by_role("textbox", name="What you expect")).to_have_value("badd x")
        tab_to(page, questions.get_by_role("button", name="Show the answer"))
        page.keyboard.press("Enter")
        expect(questions.get_by_role("status")).to_contain_text("It is")
        onwards = questions.get_by_role("button", name=re.compile("^(Next question|Other questions)"))
        expect(onwards).to_be_focused()
        if onwards.inner_text() != "Next question":
            break
        page.keyboard.press("Enter")
        expect(questions.get_by_role("heading", name=re.compile("Question [23] of "))).to_be_focused()
    tab_to(page, questions.get_by_role("button", name="Close the questions"))
    page.keyboard.press("Enter")
    expect(strip.get_by_role("button", name="Explain it: questions on this answer")).to_be_focused()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_questions_and_answers_break_no_rule_of_accessibility_in_either_theme(
    first: Lesson, lab: Lab, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    try:
        strip = begin(page, lab)
        write(page, first, right_answer(first))
        check(strip, "Right: 3 of 3 points")
        strip.get_by_role("button", name="Explain it: questions on this answer").click()
        questions = strip.get_by_role("region", name="Explain it", exact=True)
        expect(questions).to_contain_text("Question 1 of ")
        for _ in range(3):
            for name in ("JupyterLab Light", "JupyterLab Dark"):
                theme(page, name)
                assert violations(page, [".wb-strip"]) == [], f"asked, {name}"
            predict(questions)
            questions.get_by_role("button", name="Show the answer").click()
            expect(questions).to_contain_text("It is")
            for name in ("JupyterLab Light", "JupyterLab Dark"):
                theme(page, name)
                assert violations(page, [".wb-strip"]) == [], f"answered, {name}"
            onwards = questions.get_by_role("button", name="Next question")
            if not onwards.count():
                break
            onwards.click()
    finally:
        theme(page, "JupyterLab Light")
        page.wait_for_timeout(1500)  # JupyterLab saves the choice, which other tests share
        context.close()
