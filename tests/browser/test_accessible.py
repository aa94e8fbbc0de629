"""axe-core finds nothing on lessons, as released and run, on a tests cell's card and on a feedback page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Lab
from tests.browser.test_course import strip_of, theme
from tests.browser.test_student import _run_all
from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, tiny_course
from tests.conftest import ROOT
from workbook.check.card import Card, fact
from workbook.classroom.feedback import pages
from workbook.course import Course

AXE = ROOT / "labextension" / "node_modules" / "axe-core" / "axe.min.js"
STYLE = ROOT / "labextension" / "style" / "index.css"  # which JupyterLab shows lessons with
OURS = [".jp-MarkdownOutput", ".jp-OutputArea-output", ".jp-RenderedSVG"]
pytestmark = pytest.mark.browser


def violations(page: Page, places: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """What axe-core finds, in *places* or on the whole page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: tools/labextension.sh does, where Node is")
    page.add_script_tag(path=AXE)
    wanted = [[one] for one in places or () if page.locator(one).count()] or None
    found = page.evaluate("include => axe.run(include ? {include} : document)", wanted)
    assert found["passes"]
    return [(rule["id"], [node["html"][:300] for node in rule["nodes"]]) for rule in found["violations"]]


def shown(page: Page, file: Path, html: str) -> None:
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())


def inline(notebook: Any, folder: Path) -> str:
    """The notebook as nbconvert shows it, as JupyterLab would: light."""
    html, _ = HTMLExporter().from_notebook_node(notebook, resources={"metadata": {"path": str(folder)}})
    return str(html)


@pytest.mark.parametrize("unit", Course(ROOT).units, ids=lambda unit: unit.name)
def test_lessons_break_no_rule(unit: Any, page: Page, tmp_path: Path) -> None:
    for lesson in unit.lessons[:2]:
        shown(page, tmp_path / "lesson.html", inline(nbformat.read(lesson.release, 4), unit.release))
        page.add_style_tag(path=STYLE)
        assert violations(page, OURS) == [], lesson.name


RUN = {"00-welcome": "1-welcome", "02-sql": "3-time-and-windows", "03-pytorch": "2-layers"}


@pytest.mark.parametrize("unit", RUN)
def test_a_lesson_that_was_run_breaks_no_rule_in_either_theme(unit: str, lab: Lab, browser: Browser) -> None:
    lesson = lab.course.unit(unit).lesson(RUN[unit])
    before = lesson.work.read_bytes()
    context = browser.new_context(viewport={"width": 1280, "height": 12_000}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(90_000)
    try:
        page.goto(lab.page_of(f"{unit}/{lesson.work.name}"))
        strip_of(page)
        _run_all(page)
        assert page.locator(".jp-OutputArea-output").count() > 5
        for name in ("JupyterLab Light", "JupyterLab Dark"):
            theme(page, name)
            assert violations(page, [*OURS, ".wb-strip"]) == [], name
    finally:
        theme(page, "JupyterLab Light")
        page.wait_for_timeout(1500)  # JupyterLab saves the choice, which other tests share
        context.close()
        lesson.work.write_bytes(before)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_tests_cells_card_breaks_no_rule(theme: str, browser: Browser, tmp_path: Path) -> None:
    facts = (
        fact("the example", "failed", "double(3)\n  expected: 6\n  got:      9\n  look at:  the rule"),
        fact("zero", "passed", ""),
        fact("a list", "failed", "TypeError: no"),
    )
    cards = [
        Card("partial", summary="1 of 3 parts passes.", facts=facts, trace="Traceback"),
        Card("passed", words="Right so far", summary="All 3 visible parts pass; the hidden tests decide."),
    ]
    colours = {"light": "color:#000;background:#fff", "dark": "color:#fff;background:#111"}[theme]
    body = f"<main><h1>Card</h1>{''.join(card.bundle()['text/html'] for card in cards)}</main>"
    page = browser.new_page(viewport={"width": 800, "height": 700})
    try:
        text = (
            f'<!doctype html><html lang="en"><title>Card</title><body style="{colours};font-family:sans-serif">{body}'
        )
        shown(page, tmp_path / "card.html", text)
        page.locator("summary").first.click()
        assert violations(page) == []
    finally:
        page.close()


def test_a_feedback_page_breaks_no_rule(browser: Browser, tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    hand_in(course, "ada", ("1-numbers", "2-words"), **{**RIGHT, "mean": "def mean(numbers):\n    return 1.5"})
    autograde(course)
    pages.generate(course, [UNIT], [])
    file = course.feedback / "ada" / UNIT / "1-numbers.html"
    assert "Mean" in file.read_text(encoding="utf-8")
    page = browser.new_page(bypass_csp=True)  # the page itself allows no script
    try:
        page.goto(file.as_uri())
        assert violations(page) == []
    finally:
        page.close()
