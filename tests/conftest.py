"""What every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook.course import Course

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect 18,000 tests without garbage collection, and leave them out of every later one.

    What is collected stays to the end. Looking through it took a quarter of the collection, and a third of a second each
    time that anything ran ``gc.collect()``.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course that this repository holds."""
    return Course(ROOT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium from the system: one a process, since playwright is started once."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, QUIET

    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium, and this is CI: run tools/system.sh")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
