"""axe-core finds nothing on lessons, on a tests cell's card and on a feedback page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page

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
    found = page.evaluate("include => axe.run(include ? {include} : document)", places and [[one] for one in places])
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
    hand_in(course, "ada", **{**RIGHT, "mean": "def mean(numbers):\n    return 1.5"})
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
