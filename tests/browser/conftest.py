"""A real JupyterLab on a student's copies, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from workbook import workspace
from workbook.course import Course

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
expect.set_options(timeout=30_000)  # milliseconds; other tests run beside these


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    course: Course
    url: str
    token: str

    def page_of(self, notebook: str) -> str:
        """The address that opens *notebook*, a path below work/."""
        return f"{self.url}/lab/tree/{notebook}?token={self.token}&reset"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a fresh work/ folder of this course, with settings of its own."""
    home = tmp_path_factory.mktemp("home")
    root = tmp_path_factory.mktemp("course")
    for name in ("source", "release"):
        os.symlink(ROOT / name, root / name)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    course = Course(root)
    workspace.take(course.units)
    port = free_port()
    options = [
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--IdentityProvider.token=test",
    ]
    command = workspace.lab_command(course, None, options)
    environment = {
        **workspace.lab_environment(),
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    log = (home / "jupyter.log").open("w")
    server = subprocess.Popen(command, cwd=course.work, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token=test", server, home / "jupyter.log")
        yield Lab(course, f"http://127.0.0.1:{port}", "test")
    finally:
        server.terminate()
        server.wait(60)  # kernels end with it; other tests run beside these
        log.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; fail with its log if it doesn't."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, large enough to read a lesson."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()
