"""The class service's pages in a real browser: a request for another look, asked and answered by keyboard, and no rule of axe-core broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessible import violations
from tests.browser.test_student import _picture
from tests.classroom.conftest import empty_gradebook, tiny
from tests.classroom.tiny import UNIT
from tests.service.served import PREFIX
from tests.service.test_second_look import running

__all__ = ["empty_gradebook", "running", "tiny"]  # fixtures: a service in which two hand-ins are graded
pytestmark = [pytest.mark.browser, pytest.mark.sandbox]


@contextmanager
def page_of(browser: Browser, who: str, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        extra_http_headers={"Authorization": f"token {who}-token"},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
        viewport={"width": 900, "height": 900},
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_another_look_is_asked_for_and_answered_and_the_pages_break_no_rule(
    running: object, browser: Browser, scheme: str
) -> None:
    address = f"http://127.0.0.1:{running.port}{PREFIX}"  # type: ignore[attr-defined]
    with page_of(browser, "ada", scheme) as student, page_of(browser, "prof", scheme) as instructor:
        student.goto(f"{address}units/{UNIT}")
        assert violations(student) == [], "a unit"
        student.get_by_label("Exercise").select_option("1-numbers/mean-tests")
        student.get_by_label("What is to be looked at again").fill("Part 2 asks for 1.5, which I give.")
        student.get_by_label("What is to be looked at again").press("Tab")
        student.keyboard.press("Enter")  # on the button
        expect(student.get_by_text("Not answered yet")).to_be_visible()
        assert violations(student) == [], "asked"

        instructor.goto(f"{address}class")
        assert violations(instructor) == [], "the class"
        instructor.get_by_role("link", name="Requests for another look").click()
        expect(instructor.get_by_role("region", name="ada: T2 · Mean")).to_contain_text("which I give")
        assert violations(instructor) == [], "requests"
        if scheme == "light":
            _picture(instructor, "requests")
        instructor.get_by_label("Answer").fill("You are right.")
        instructor.get_by_label("Points now").fill("3.5")
        instructor.keyboard.press("Enter")
        expect(instructor.get_by_text("No request waits for an answer.")).to_be_visible()

        student.reload()
        expect(student.get_by_text("You are right.")).to_be_visible()
        expect(student.get_by_text("3.5 points")).to_be_visible()
        assert violations(student) == [], "answered"
