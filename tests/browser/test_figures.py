"""Every figure with controls, in a real JupyterLab: a slider is moved, and the picture changes."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_course import theme
from tests.browser.test_student import _run_all
from tests.conftest import ROOT

# unit → its figures.toml: ``setup``, and for each figure the code that shows it; ``every_control`` where each says something
UNITS = {
    path.parents[2].name: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "source").glob("*/instructor/tests/figures.toml"))
}


@pytest.mark.browser
@pytest.mark.parametrize("unit", UNITS)
def test_every_figure_with_controls_changes_when_one_is_moved(lab: Lab, page: Page, unit: str) -> None:
    figures = UNITS[unit]["figures"]
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[
            nbformat.v4.new_code_cell(code)
            for code in (UNITS[unit]["setup"], *(figure["show"] for figure in figures.values()))
        ],
    )
    (lab.course.unit(unit).work / "figures.ipynb").write_text(nbformat.writes(notebook))
    page.set_viewport_size({"width": 1100, "height": 1200})
    page.goto(lab.page_of(f"{unit}/figures.ipynb"))
    page.locator(".jp-Notebook").wait_for()
    _run_all(page)
    for index, (name, figure) in enumerate(figures.items(), start=1):
        _move_and_see(page, index, name, figure.get("every_control", False))
    page.set_viewport_size({"width": 800, "height": 1200})
    theme(page, "JupyterLab Dark")
    try:
        for index, name in enumerate(figures, start=1):
            _every_control_is_in_sight_and_named(page, index, name)
    finally:
        theme(page, "JupyterLab Light")
        page.wait_for_timeout(1500)  # JupyterLab saves the choice, which other tests share


def _move_the_others(cell: Locator, name: str) -> None:
    """Every other slider and checkbox of the figure changes the picture too."""
    handles, boxes = cell.locator(".noUi-handle"), cell.locator("input[type=checkbox]")
    for control in [*handles.all()[1:], *boxes.all()]:
        picture = cell.locator("svg[role=img]").last
        before = picture.text_content() or ""
        if control.get_attribute("type") == "checkbox":
            control.click()
        else:
            at_the_end = control.get_attribute("aria-valuenow") == control.get_attribute("aria-valuemax")
            control.press("ArrowLeft" if at_the_end else "ArrowRight")
        expect(picture, name).not_to_have_text(before)


def _every_control_is_in_sight_and_named(page: Page, index: int, name: str) -> None:
    """At 800 pixels, panel and all: each control and its label lie within the cell, and none is cut."""
    cell = _cell(page, index)
    room = cell.locator(".jp-Cell-outputArea").bounding_box()
    assert room is not None
    controls = cell.locator(".jupyter-widgets.widget-inline-hbox")
    assert controls.count() >= 1, name
    for control in controls.all():
        label = control.locator("label, .widget-label-basic").first
        assert (label.text_content() or "").strip(), f"{name}: a control without a label"
        cut = label.evaluate("one => one.scrollWidth - one.clientWidth")
        assert cut <= 1, f"{name}: {label.text_content()!r} is cut by {cut} px"
        box = control.bounding_box()
        assert box is not None, f"{name}: {label.text_content()!r} is hidden"
        assert box["x"] >= room["x"] and box["x"] + box["width"] <= room["x"] + room["width"] + 1, (name, box, room)
    _keep(cell, f"narrow-{name}")


def _cell(page: Page, index: int) -> Locator:
    """The cell with this index, in sight; JupyterLab draws cells only when they are near."""
    cell = page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
    outer = page.locator(".jp-WindowedPanel-outer").first
    outer.evaluate("panel => panel.scrollTo(0, 0)")
    for _ in range(60):
        if cell.count():
            break
        outer.evaluate("panel => panel.scrollBy(0, 300)")
        page.wait_for_timeout(50)
    cell.scroll_into_view_if_needed()
    return cell


def _keep(cell: Locator, name: str) -> None:
    folder = os.environ.get("WORKBOOK_SCREENSHOTS")
    if folder:
        cell.screenshot(path=Path(folder) / f"figure-{name}.png")


def _move_and_see(page: Page, index: int, name: str, every_control: bool) -> None:
    cell = _cell(page, index)
    picture = cell.locator("svg[role=img]").last
    expect(picture, name).to_be_visible(timeout=60_000)
    before = picture.get_attribute("aria-label")
    if cell.locator("select").count():
        cell.locator("select").select_option(index=min(2, cell.locator("select option").count() - 1))
    else:
        cell.locator(".noUi-handle").first.press("ArrowRight")
    expect(picture, name).not_to_have_attribute("aria-label", before or "")
    if every_control:
        _move_the_others(cell, name)
    _keep(cell, name)
