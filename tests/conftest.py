"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.course import Course

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course that this repository holds."""
    return Course(ROOT)
