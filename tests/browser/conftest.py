"""A real JupyterLab on a student's copies, and a real browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.ports import free_port
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


@dataclass
class Lab:
    """A JupyterLab on a student's copies; it can be stopped, and started again at the same address."""

    course: Course
    home: Path
    port: int
    token: str = "test"
    server: subprocess.Popen[bytes] | None = None
    variables: dict[str, str] = field(default_factory=dict)
    """What a hub would add to its environment."""

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def page_of(self, notebook: str) -> str:
        """The address that opens *notebook*, a path below work/."""
        return f"{self.url}/lab/tree/{notebook}?token={self.token}&reset"

    def start(self) -> None:
        """Start it as `workbook lab` does, with settings of its own, and wait until it answers."""
        options = ["--no-browser", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0",
                   "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={self.token}"]  # fmt: skip
        ours = {"HOME": str(self.home), "PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
        log = self.home / "jupyter.log"
        with log.open("a") as stream:
            self.server = subprocess.Popen(
                workspace.lab_command(self.course, None, options),
                cwd=self.course.work,
                env={**workspace.lab_environment(), **ours, **self.variables},
                stdout=stream, stderr=stream,
            )  # fmt: skip
        wait_for(f"{self.url}/api?token={self.token}", self.server, log)

    def stop(self) -> None:
        """End it, and with it its kernels, which may take a while: other tests run beside these."""
        server, self.server = self.server, None
        if server is not None:
            server.terminate()
            server.wait(120)

    def kill(self) -> None:
        """End it as a power cut does: with everything below it, and without a word."""
        server, self.server = self.server, None
        assert server is not None
        for process in [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        server.wait(60)


def fresh_lab(folder: Path, own_release: bool = False) -> Lab:
    """A JupyterLab, not started yet, on fresh copies of this course; with *own_release* its lessons may be changed."""
    home, root = folder / "home", folder / "course"
    home.mkdir()
    root.mkdir()
    os.symlink(ROOT / "source", root / "source")
    if own_release:
        shutil.copytree(ROOT / "release", root / "release")
    else:
        os.symlink(ROOT / "release", root / "release")
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    course = Course(root)
    workspace.take(course.units)
    return Lab(course, home, free_port())


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a fresh work/ folder of this course, for all tests that leave it as it was."""
    made = fresh_lab(tmp_path_factory.mktemp("lab"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def own_lab(tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab for a test that stops it, or that changes the course; as by `workbook lab`, its copies are ready."""
    made = fresh_lab(tmp_path, own_release=True)
    list(workspace.ready(made.course.units))
    try:
        made.start()
        yield made
    finally:
        if made.server is not None:
            made.kill()


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
