"""What `workbook lab --instructor` opens: source/ is reached from the formgrader, and *Create Assignment* writes what `workbook import` reads."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import wait_for
from tests.classroom.tiny import UNIT, tiny_course
from tests.conftest import ROOT
from tests.ports import free_port
from workbook import workspace
from workbook.authoring.build import build
from workbook.authoring.importing import import_unit
from workbook.course import Course

LESSON = "1-numbers"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = tiny_course(tmp_path / "course")
    build(made.unit(UNIT))
    return made


@pytest.fixture
def lab(course: Course, tmp_path: Path) -> Iterator[str]:
    """The address of the instructor's JupyterLab."""
    port = free_port()
    options = ["--no-browser", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=test"]
    ours = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
    with (tmp_path / "jupyter.log").open("w") as log:
        server = subprocess.Popen(
            workspace.lab_command(course, None, options, instructor=True),
            cwd=course.root, env={**os.environ, **workspace.lab_environment(True), **ours}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token=test", server, tmp_path / "jupyter.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            # With a kernel it would take minutes to end itself.
            for process in [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            server.wait(60)


def ids_of(cells: Locator) -> list[str]:
    """The ids that the panel's cells show, nothing for one without."""
    fields = cells.locator(".nbgrader-CellId input")
    return [fields.nth(number).input_value() for number in range(fields.count())]


def until(page: Page, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)


@pytest.mark.browser
def test_points_changed_in_create_assignment_come_into_the_text(course: Course, lab: str, page: Page) -> None:
    page.goto(f"{lab}/lab/tree/source/{UNIT}/{LESSON}.ipynb?token=test")
    page.locator(".jp-Notebook").wait_for()
    page.get_by_role("tab", name="Create Assignment").click()
    cells = page.locator("#nbgrader-create_assignemnt .nbgrader-CellWidget")
    until(page, lambda: "double-tests" in ids_of(cells))
    points = cells.nth(ids_of(cells).index("double-tests")).locator(".nbgrader-CellPoints input")
    expect(points).to_have_value("2")
    points.fill("5")
    points.blur()
    page.keyboard.press("Control+s")
    notebook = course.unit(UNIT).lesson(LESSON).source
    until(page, lambda: '"points": 5' in notebook.read_text("utf-8"))

    assert import_unit(course.unit(UNIT)) == [course.unit(UNIT).lesson(LESSON).text]
    assert 'id="double-tests" points=5' in course.unit(UNIT).lesson(LESSON).text.read_text("utf-8")
    build(course.unit(UNIT))
    assert '"points": 5' in course.unit(UNIT).lesson(LESSON).release.read_text("utf-8")


@pytest.mark.browser
def test_the_formgrader_leads_to_the_units_source(course: Course, lab: str, page: Page) -> None:
    page.goto(f"{lab}/lab?token=test")
    page.locator("#jp-main-dock-panel").wait_for()
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    frame = page.frame_locator("iframe").first
    link = frame.get_by_role("link", name=UNIT).first
    link.wait_for()
    link.click()
    expect(page.locator(".jp-BreadCrumbs")).to_contain_text(UNIT)
    page.locator(".jp-DirListing-item", has_text=f"{LESSON}.ipynb").dblclick()
    expect(page.get_by_role("tab", name="Create Assignment")).to_be_visible()
    page.get_by_role("tab", name="Create Assignment").click()
    expect(page.locator("#nbgrader-create_assignemnt .nbgrader-CellWidget").first).to_be_visible()
