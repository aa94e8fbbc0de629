"""Fixtures for the grader's tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.classroom.tiny import tiny_course
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.late import DEFAULT_COURSE_ID
from workbook.course import Course


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook without anything in it; making one takes a second, copying it does not."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    gradebook.create(path, DEFAULT_COURSE_ID)
    return path


@pytest.fixture
def tiny(tmp_path: Path, empty_gradebook: Path) -> Course:
    """A fresh copy of the tiny course, with an empty gradebook."""
    course = tiny_course(tmp_path / "course")
    shutil.copy(empty_gradebook, course.gradebook)
    return course
