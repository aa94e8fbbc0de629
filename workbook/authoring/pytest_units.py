"""A pytest plugin that runs the units' own tests: ``source/<unit>/instructor/tests/test_*.py``.

A course's ``conftest.py`` names it. Tests of a unit import the unit's own Python and its package ``hidden`` by their
plain names, whatever other units have under these names.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from workbook.course import Course, Unit
from workbook.own_python import importable


def unit_of_test(path: Path) -> Unit | None:
    """The unit among whose own tests the file *path* lies, if it does."""
    folder = path.parent
    if folder.name != "tests" or len(folder.parents) < 4:
        return None
    unit = Unit(Course(folder.parents[3]), folder.parents[1].name)
    return unit if unit.tests == folder and unit.settings_file.is_file() else None


class UnitTests(pytest.Module):
    """A file of tests of one unit."""

    unit: Unit

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Import the file as its unit sees it."""
        with importable(self.unit):
            return list(super().collect())


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Called by pytest with each file of tests."""
    unit = unit_of_test(module_path)
    if unit is None:
        return None
    made = UnitTests.from_parent(parent, path=module_path)
    assert isinstance(made, UnitTests)
    made.unit = unit
    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Called by pytest around each test, with all that is set up for it."""
    tests = item.getparent(UnitTests)
    if tests is None:
        return (yield)
    with importable(tests.unit):
        return (yield)
