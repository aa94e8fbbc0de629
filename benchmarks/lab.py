"""How long a student waits in JupyterLab: from the click to the card, cold and warm, and until the panel stands.

Run it as ``python -m benchmarks.lab [--checks N]``. It starts JupyterLab on fresh copies of the whole course, with a real browser.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET, wait_for
from tests.conftest import ROOT
from tests.ports import free_port
from workbook import workspace
from workbook.course import Course

LESSONS = ("00-welcome/1-welcome", "02-sql/1-select", "03-pytorch/2-layers")


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab on fresh copies of the course."""
    course, home, port = Course(folder / "course"), folder / "home", free_port()
    for place in (course.root, home):
        place.mkdir()
    for name in ("source", "release"):
        os.symlink(ROOT / name, course.root / name)
    shutil.copyfile(ROOT / "nbgrader_config.py", course.config)
    workspace.take(course.units)
    options = ["--no-browser", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=test"]
    environment = {**workspace.lab_environment(), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    with (home / "log").open("w") as log:
        command = workspace.lab_command(course, None, options)
        server = subprocess.Popen(command, cwd=course.work, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token=test", server, home / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(60)


def check(strip: Locator) -> float:
    """Seconds from the click on Check to the card."""
    strip.locator(".wb-card").evaluate_all("cards => cards.forEach(card => card.remove())")
    begun = time.perf_counter()
    strip.get_by_role("button", name="Check this exercise").click()
    strip.locator(".wb-card").wait_for()
    return time.perf_counter() - begun


def panel_seconds(page: Page, address: str) -> float:
    """Seconds that the panel's request and drawing take, once JupyterLab stands."""
    page.goto(f"{address}/lab?token=test&reset")
    page.locator(".wb-continue").wait_for()
    entry = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(e => e.name.includes('workbook/api/course'))[0].duration"
    )
    return float(entry) / 1000


def measure(page: Page, address: str, lesson: str, checks: int) -> tuple[float, list[float]]:
    """The first check right after the lesson was opened, and those that follow."""
    page.goto(f"{address}/lab/tree/{lesson}.ipynb?token=test&reset")
    strip = page.locator(".wb-strip").first
    strip.wait_for()
    return check(strip), [check(strip) for _ in range(checks)]


def main() -> None:
    """Print a line a lesson."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=15, help="warm checks of each lesson")
    checks = parser.parse_args().checks
    with tempfile.TemporaryDirectory() as name, started(Path(name)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(120_000)
        print(
            f"panel's request, whole course: {panel_seconds(page, address):.2f} s, then {panel_seconds(page, address):.2f} s"
        )
        for lesson in LESSONS:
            cold, warm = measure(page, address, lesson, checks)
            print(f"{lesson}: first {cold:.2f} s, warm median {statistics.median(warm):.2f} s, most {max(warm):.2f} s")
        browser.close()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
