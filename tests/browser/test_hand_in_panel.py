"""Handing in from the course panel in a real browser: what it says is right, can be reached by keyboard, and breaks no rule of axe-core."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_accessible import violations
from tests.browser.test_course import start, tab_to, theme
from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.ports import free_port
from tests.service import served as services
from workbook import workspace
from workbook.service.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]
LATE = f"[units.{UNIT}]\ndue = 2020-01-01\n"
CLOSED = f"[units.{UNIT}]\ncloses = 2020-01-01\n"


@contextmanager
def in_a_class(folder: Path, dates: str = "") -> Iterator[tuple[Lab, services.Served]]:
    """JupyterLab on a student's answers, told of a class service, and that service."""
    home = folder / "home"
    home.mkdir()
    own = tiny_course(folder / "own")
    workspace.take(own.units)
    for lesson in own.unit(UNIT).lessons:
        lesson.work.write_text(json.dumps(notebook(own, lesson.name, **RIGHT)), encoding="utf-8")
    course = tiny_course(folder / "class")
    course.dates.write_text(dates)
    with services.served(Desk(course), grading=True) as service:
        address = f"http://127.0.0.1:{service.port}{services.PREFIX}"
        lab = Lab(own, home, free_port(), variables={"WORKBOOK_SERVICE": address, "JUPYTERHUB_API_TOKEN": "ada-token"})
        try:
            lab.start()
            yield lab, service
        finally:
            lab.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in which axe-core may run."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    yield opened
    context.close()


def sound(page: Page, when: str) -> None:
    """Fail if axe-core finds anything on the panel, in either theme."""
    for name in ("JupyterLab Dark", "JupyterLab Light"):
        theme(page, name)
        assert violations(page, [".wb-panel"]) == [], f"{when}, {name}"


def test_handing_in_breaks_no_rule_before_meanwhile_and_after(page: Page, tmp_path: Path) -> None:
    with in_a_class(tmp_path, LATE) as (lab, service):
        start(page, lab)
        group = page.get_by_role("group", name="Handing in A tiny unit")
        hand = group.get_by_role("button", name="Hand in A tiny unit")
        expect(hand).to_be_enabled()
        sound(page, "before")
        tab_to(page, hand)
        page.keyboard.press("Enter")
        expect(group.get_by_role("status")).to_contain_text("Handed in")
        expect(hand).to_be_focused()  # though the panel was drawn anew
        expect(group.get_by_role("status")).to_contain_text("7 of 10 points", timeout=90_000)
        expect(group.get_by_role("status")).to_contain_text("1 text waits for a reader")
        expect(group.get_by_role("status")).to_contain_text(", late")
        sound(page, "after")
        names = group.get_by_role("link").all_inner_texts()
        assert names == ["Feedback on 1-numbers", "Feedback on 2-words", "All that you handed in, with receipts"]
        assert service.desk.store.of("ada", UNIT)


def test_a_unit_that_is_closed_says_so_to_everybody(page: Page, tmp_path: Path) -> None:
    with in_a_class(tmp_path, CLOSED) as (lab, _):
        start(page, lab)
        group = page.get_by_role("group", name="Handing in A tiny unit")
        expect(group.get_by_role("button", name="Hand in A tiny unit")).to_be_disabled()
        expect(group).to_contain_text("It closed on")
        sound(page, "closed")


def test_a_service_that_does_not_answer_says_so_without_breaking_a_rule(page: Page, tmp_path: Path) -> None:
    with in_a_class(tmp_path) as (lab, _):
        lab.stop()
        lab.variables["WORKBOOK_SERVICE"] = "http://127.0.0.1:9/services/workbook/"
        lab.start()
        start(page, lab)
        expect(page.get_by_role("alert").filter(has_text=re.compile("does not answer"))).to_be_visible()
        sound(page, "no service")
