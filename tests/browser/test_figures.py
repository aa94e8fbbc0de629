"""Every figure with controls, in a real JupyterLab: a slider is moved, and the picture changes."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.test_student import _run_all

SETUP = """
import torch
from workbook.notebook import anonymity, detection, fairness, figures, frames, licences, project_figures

def mark(row):
    return {**dict.fromkeys(project_figures.CRITERIA, 3), "done": False, "data_allowed": True, "weeks": 3, **row}
"""
# figure -> the code that shows it
FIGURES = {
    "convolution": "figures.convolution()",
    "attention": "figures.attention()",
    "overlap": "detection.overlap()",
    "suppression": (
        "boxes = torch.tensor([[20.0, 20, 90, 90], [25, 25, 95, 95], [200, 60, 280, 140]])\n"
        "detection.suppression('03-pytorch/data/coins.png', boxes, torch.tensor([0.9, 0.8, 0.7]),"
        " lambda boxes, scores, classes, threshold: torch.arange(2 + (threshold > 0.12)))"
    ),
    "threshold": "project_figures.threshold_costs([1, 0, 1, 0], [0.9, 0.6, 0.4, 0.1], dict(tp=-10, fp=4, fn=0, tn=0))",
    "priorities": (
        "project_figures.priorities([mark({'candidate': 'route', 'need': 5, 'data': 1}), mark({'candidate': 'churn'})],"
        " dict.fromkeys(project_figures.CRITERIA, 1.0), 8)"
    ),
    "gantt": "project_figures.gantt({'label': (3, []), 'train': (2, ['label'])}, {'label': (2, 100)})",
    "licences": "licences.explorer(lambda sources, new: ('ok', '') if len(set(sources)) == 1 else ('no', ''))",
    "anonymity": (
        "rows = [{'age': str(age), 'sex': sex} for age in (20, 20, 21, 35) for sex in 'fm']\n"
        "ages = [{age: age for age in ('20', '21', '35')}, dict.fromkeys(('20', '21', '35'), '*')]\n"
        "sexes = [{'f': 'f', 'm': 'm'}, {'f': '*', 'm': '*'}]\n"
        "anonymity.explorer(rows, {'age': ages, 'sex': sexes}, 3, [{'age': 0, 'sex': 0}, {'age': 1, 'sex': 0}])"
    ),
    "fairness": (
        "people = {'north': ([0.1, 0.4, 0.6], [False, True, True]), 'south': ([0.2, 0.8], [False, True])}\n"
        "fairness.explorer(people, {'one threshold': {'north': 0.5, 'south': 0.5}})"
    ),
    "window": "frames.sliding_window(7)",
}
# figures in which every control says something of its own
EVERY_CONTROL = {"convolution", "attention", "overlap"}


@pytest.mark.browser
def test_every_figure_with_controls_changes_when_one_is_moved(lab: Lab, page: Page) -> None:
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        cells=[nbformat.v4.new_code_cell(code) for code in (SETUP, *FIGURES.values())],
    )
    (lab.course.work / "figures.ipynb").write_text(nbformat.writes(notebook))
    page.set_viewport_size({"width": 1100, "height": 1200})
    page.goto(lab.page_of("figures.ipynb"))
    page.locator(".jp-Notebook").wait_for()
    _run_all(page)
    for index, name in enumerate(FIGURES, start=1):
        _move_and_see(page, index, name)


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


def _move_and_see(page: Page, index: int, name: str) -> None:
    cell = page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
    for _ in range(60):
        if cell.count():
            break
        page.locator(".jp-WindowedPanel-outer").first.evaluate("panel => panel.scrollBy(0, 300)")
        page.wait_for_timeout(50)
    cell.scroll_into_view_if_needed()
    picture = cell.locator("svg[role=img]").last
    expect(picture, name).to_be_visible(timeout=60_000)
    before = picture.get_attribute("aria-label")
    if name == "licences":
        cell.locator("select").select_option(index=2)
    else:
        cell.locator(".noUi-handle").first.press("ArrowRight")
    expect(picture, name).not_to_have_attribute("aria-label", before or "")
    if name in EVERY_CONTROL:
        _move_the_others(cell, name)
    folder = os.environ.get("WORKBOOK_SCREENSHOTS")
    if folder:
        cell.screenshot(path=Path(folder) / f"figure-{name}.png")
