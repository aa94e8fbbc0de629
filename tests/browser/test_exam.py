"""A paper of the coding test, taken in a real JupyterLab from the start to the report.

With WORKBOOK_SCREENSHOTS=FOLDER in the environment a picture of each step is written there.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.test_student import _menu, _picture, _show, _wait_until_idle
from tests.conftest import ROOT
from tests.ports import free_port
from workbook.course import Course, Lesson
from workbook.own_python import importable

LESSON = "1-paper-one"
UNIT = next(unit.name for unit in Course(ROOT).units if any(lesson.name == LESSON for lesson in unit.lessons))
with importable(Course(ROOT).unit(UNIT)):
    times = importlib.import_module("paper_times")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course folder of a student's own."""
    root = tmp_path_factory.mktemp("course")
    for name in ("source", "release"):
        os.symlink(ROOT / name, root / name)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    return Course(root)


@pytest.fixture(scope="module")
def address(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `workbook exam` shows the paper."""
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=test"]
    log = (home / "jupyter.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "workbook", "exam", "one", *options],
        cwd=course.root,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"},
        stdout=log,
        stderr=log,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token=test", server, home / "jupyter.log")
        yield f"http://127.0.0.1:{port}/?token=test"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


class Taker:
    """A student at the paper: finds cells by their text or grade id, runs them, looks at the clock."""

    def __init__(self, browser: Browser, address: str, lesson: Lesson) -> None:
        self._browser, self._address, self.lesson = browser, address, lesson
        self.open()

    def open(self) -> None:
        """Open the paper in a new tab."""
        self.page: Page = self._browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.set_default_timeout(60_000)
        self.page.goto(self._address)
        self.page.locator(".jp-Notebook").wait_for()
        _wait_until_idle(self.page)

    def cell(self, text: str) -> Locator:
        """The cell whose released source begins with *text*, scrolled into view."""
        cells = json.loads(self.lesson.release.read_text())["cells"]
        index = next(number for number, cell in enumerate(cells) if "".join(cell["source"]).startswith(text))
        found = self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
        _show(self.page, found)
        return found

    def run(self, cell: Locator, source: str = "") -> None:
        """Run *cell*, with *source* in the place of its text if that is given, and wait until it is done."""
        cell.locator(".cm-content").click()
        if source:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(300)
        _wait_until_idle(self.page)

    def begin(self) -> Locator:
        """Run the cells down to the clock; the clock."""
        self.run(self.cell('student = "your name"'), 'student = "Ada"')
        for text in ("import copy", "sheet = papers", "import clock"):
            self.run(self.cell(text))
        return self.clock()

    def clock(self) -> Locator:
        """The clock, in view."""
        return self.cell("import clock").get_by_role("timer")

    def answer(self, grade_id: str, name: str) -> Locator:
        """Put an answer of the bank into its cell, run it and its tests; the tests' cell."""
        path = next(entry.path for entry in self.lesson.unit.answers(grade_id) if entry.path.stem == name)
        for cell_id, text in ((grade_id, path.read_text()), (f"{grade_id}-tests", "")):
            cell = self._graded(cell_id)
            self.run(cell, text)
        return self._graded(f"{grade_id}-tests")

    def _graded(self, grade_id: str) -> Locator:
        cells = json.loads(self.lesson.release.read_text())["cells"]
        index = next(number for number, cell in enumerate(cells) if cell["id"] == grade_id)
        cell = self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
        _show(self.page, cell)
        return cell


def ticks(clock: Locator) -> None:
    """Wait until the clock shows another time."""
    before = clock.inner_text()
    expect(clock).not_to_have_text(before, timeout=10_000, use_inner_text=True)


def earlier(folder: Path, seconds: float) -> None:
    """As if the paper and its part had been begun earlier."""
    taken = times.load("one", folder)
    assert taken is not None
    taken.started -= seconds
    taken.since -= seconds
    times.save(taken, folder)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_paper_is_taken_from_the_start_to_the_report(browser: Browser, course: Course, address: str) -> None:
    lesson = course.unit(UNIT).lesson(LESSON)
    taker = Taker(browser, address, lesson)
    _picture(taker.page, "exam-1-opened")

    clock = taker.begin()
    expect(clock).to_contain_text("▶ A")
    ticks(clock)
    _picture(taker.page, "exam-2-started")

    earlier(lesson.unit.work, 16 * 60)
    expect(clock).to_contain_text("over: late", timeout=10_000)
    taker.page.get_by_role("button", name="B", exact=True).click()
    expect(clock).to_contain_text("▶ B")
    _picture(taker.page, "exam-3-part-b-and-a-is-late")

    taker.page.keyboard.press("Control+S")
    taker.page.wait_for_timeout(1000)
    taker.page.close()
    taker.open()
    clock = taker.clock()
    expect(clock).to_contain_text("▶ B")
    ticks(clock)
    _picture(taker.page, "exam-4-tab-closed-and-opened")

    _menu(taker.page, "Kernel", "Restart Kernel…")
    taker.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    taker.page.wait_for_timeout(1000)
    _wait_until_idle(taker.page)
    _picture(taker.page, "exam-5-kernel-restarted")
    clock = taker.begin()
    expect(clock).to_contain_text("▶ B")
    expect(clock).to_contain_text("over: late")
    ticks(clock)
    _picture(taker.page, "exam-6-clock-goes-on")

    expect(taker.answer("one-table", "right-row-by-row")).to_contain_text("20 of 20 points")
    _picture(taker.page, "exam-7-right")
    expect(taker.answer("one-layer", "wrong-no-gate")).to_contain_text("the example")
    _picture(taker.page, "exam-8-wrong")

    taker.run(taker.cell("# clock.finish"), 'clock.finish("one")')
    expect(taker.cell("# clock.finish")).to_contain_text("15:00, late")
    _picture(taker.page, "exam-9-finished")
    expect(taker.clock()).to_contain_text("finished")
    _picture(taker.page, "exam-10-clock-stands")
    taker.page.keyboard.press("Escape")
    taker.page.keyboard.press("Control+S")
    time.sleep(2)

    handed_in = times.sitting(LESSON, lesson.work.read_bytes(), course.root)  # a folder without the file of times
    assert handed_in is not None
    assert (handed_in.late, handed_in.name, handed_in.doubts) == (["A"], "Ada", ())
    assert handed_in.times == times.load("one", lesson.unit.work)

    command = [sys.executable, "-m", "workbook", "exam", "one", "--report"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    if os.environ.get("WORKBOOK_SCREENSHOTS"):
        (Path(os.environ["WORKBOOK_SCREENSHOTS"]) / "exam-report.txt").write_text(done.stdout)
    assert "late: more than 15 minutes" in done.stdout
    assert "B lost" in done.stdout and "Repeat 03-pytorch, lesson 2-layers." in done.stdout
    assert "A lost" not in done.stdout
